package io.millrace.job.steps;

import io.millrace.definition.state.StateNames;
import io.millrace.job.logic.Accumulators;
import io.millrace.job.logic.EvaluationException;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.Failure;
import io.millrace.job.records.Origin;
import io.millrace.job.records.Row;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** The row of a window that has ended: key, start, end, results. */
public final class WindowResults extends ProcessWindowFunction<Accumulators, Envelope, Row, TimeWindow> {

    private static final long serialVersionUID = 1;

    private static final ValueStateDescriptor<Long> TOLD =
            new ValueStateDescriptor<>(StateNames.TOLD, LongSerializer.INSTANCE);

    private final String step;
    private final boolean mayComeAgain;

    /** @param mayComeAgain whether a window gives its result again when a late row comes */
    public WindowResults(String step, boolean mayComeAgain) {
        this.step = step;
        this.mayComeAgain = mayComeAgain;
    }

    @Override
    public void process(Row key, Context context, Iterable<Accumulators> closed, Collector<Envelope> out)
            throws Exception {
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
        Origin origin = new Origin.Computed(step, row, newRows(results, context));
        out.collect(
                failed == null
                        ? new Envelope.Good(row, origin)
                        : new Envelope.Bad(
                                Failure.of(
                                        failed.code(), Failure.Stage.STEP, step, String.valueOf(failed.getMessage())),
                                origin));
    }

    /** Those that no result has told of yet, so that the books count each row once. */
    private long newRows(Accumulators results, Context context) throws Exception {
        if (!mayComeAgain) {
            return results.rows();
        }
        ValueState<Long> told = context.windowState().getState(TOLD);
        Long before = told.value();
        told.update(results.rows());
        return before == null ? results.rows() : results.rows() - before;
    }

    @Override
    public void clear(Context context) throws Exception {
        if (mayComeAgain) {
            context.windowState().getState(TOLD).clear();
        }
    }
}
