package io.millrace.job.steps;

import io.millrace.definition.DeadLetterCode;
import io.millrace.job.logic.Accumulators;
import io.millrace.job.logic.EvaluationException;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.Failure;
import io.millrace.job.records.Origin;
import io.millrace.job.records.Row;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** The row of a closed window: key, start, end, results. */
public final class WindowResults extends ProcessWindowFunction<Accumulators, Envelope, Row, TimeWindow> {

    private static final long serialVersionUID = 1;

    private final String step;

    public WindowResults(String step) {
        this.step = step;
    }

    @Override
    public void process(Row key, Context context, Iterable<Accumulators> closed, Collector<Envelope> out) {
        Accumulators results = closed.iterator().next();
        @Nullable Object[] values = new @Nullable Object[key.size() + 2 + results.size()];
        for (int i = 0; i < key.size(); i++) {
            values[i] = key.get(i);
        }
        values[key.size()] = context.window().getStart();
        values[key.size() + 1] = context.window().getEnd();
        EvaluationException failed = null;
        for (int i = 0; i < results.size(); i++) {
            try {
                values[key.size() + 2 + i] = results.result(i);
            } catch (EvaluationException e) {
                failed = e;
            }
        }
        Row row = new Row(values);
        Origin origin = new Origin.Computed(step, row, results.rows());
        out.collect(
                failed == null
                        ? new Envelope.Good(row, origin)
                        : new Envelope.Bad(
                                Failure.of(
                                        DeadLetterCode.EXPRESSION,
                                        Failure.Stage.STEP,
                                        step,
                                        String.valueOf(failed.getMessage())),
                                origin));
    }
}
