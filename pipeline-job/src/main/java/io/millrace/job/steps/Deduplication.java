package io.millrace.job.steps;

import io.millrace.job.logic.Repetitions;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.Row;
import java.util.Arrays;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.LongPrimitiveArraySerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Lets the first record of a key pass, and drops those that repeat it. At most one timer per key forgets it again. */
public final class Deduplication extends KeyedProcessFunction<Row, Envelope, Envelope> {

    private static final long serialVersionUID = 1;
    private static final long[] NONE = {};

    private final long withinMillis;
    private final OutputTag<Envelope> late;
    private transient Repetitions repetitions;
    private transient ValueState<long[]> passed;
    private transient Counter duplicates;

    /** @param late for records that cannot be judged any more */
    @SuppressWarnings("NullAway.Init") // the transient ones come with open()
    public Deduplication(long withinMillis, OutputTag<Envelope> late) {
        this.withinMillis = withinMillis;
        this.late = late;
    }

    @Override
    public void open(OpenContext context) {
        repetitions = new Repetitions(withinMillis);
        passed = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("passed", LongPrimitiveArraySerializer.INSTANCE));
        duplicates = getRuntimeContext().getMetricGroup().counter("duplicates");
    }

    @Override
    public void processElement(Envelope envelope, Context context, Collector<Envelope> out) throws Exception {
        TimerService timers = context.timerService();
        long time = context.timestamp();
        if (!repetitions.canJudge(time, timers.currentWatermark())) {
            context.output(late, envelope);
            return;
        }
        long[] before = timesOfKey();
        if (repetitions.isRepetition(time, before)) {
            duplicates.inc();
            return;
        }
        keep(repetitions.with(time, before), timers, before.length == 0);
        out.collect(envelope);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Envelope> out) throws Exception {
        keep(
                repetitions.remembered(timesOfKey(), context.timerService().currentWatermark()),
                context.timerService(),
                true);
    }

    private long[] timesOfKey() throws Exception {
        long[] times = passed.value();
        return times == null ? NONE : times;
    }

    // Also a timer that an earlier revision set, with a shorter time: what is not to be forgotten yet gets another one.
    private void keep(long[] times, TimerService timers, boolean withoutTimer) throws Exception {
        if (times.length == 0) {
            passed.clear();
            return;
        }
        passed.update(times);
        if (withoutTimer) {
            timers.registerEventTimeTimer(
                    repetitions.forgottenAt(Arrays.stream(times).min().getAsLong()));
        }
    }
}
