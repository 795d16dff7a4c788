package io.millrace.job.steps;

import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.state.StateNames;
import io.millrace.job.ledger.Bookkeeping;
import io.millrace.job.ledger.BookkeepingOperator;
import io.millrace.job.ledger.Counter;
import io.millrace.job.logic.Repetitions;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.OutRecord;
import io.millrace.job.records.Row;
import java.util.Arrays;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.LongPrimitiveArraySerializer;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Lets the first record of a key pass and drops those that repeat it. What it remembers of a key, the event times of those
 * that passed, it forgets by a timer, at most one a key.
 */
public final class Deduplication extends BookkeepingOperator<Envelope>
        implements OneInputStreamOperator<Envelope, Envelope>, Triggerable<Row, VoidNamespace> {

    private static final long serialVersionUID = 1;
    private static final long[] NONE = {};

    private final String step;
    private final Repetitions repetitions;
    private final OutputTag<Envelope> late;
    private final OutputTag<OutRecord> rows;
    private transient ValueState<long[]> passed;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient Counter duplicates;

    /**
     * @param late for records that cannot be judged any more
     * @param rows where the rows of the books go
     */
    @SuppressWarnings("NullAway.Init") // the transient ones come with open()
    public Deduplication(
            Bookkeeping bookkeeping, Deduplicate step, OutputTag<Envelope> late, OutputTag<OutRecord> rows) {
        super(bookkeeping);
        this.step = step.name();
        this.repetitions = new Repetitions(step.withinMillis());
        this.late = late;
        this.rows = rows;
    }

    @Override
    public void open() throws Exception {
        super.open();
        timers = getInternalTimerService(StateNames.FORGET, VoidNamespaceSerializer.INSTANCE, this);
        passed = getPartitionedState(
                new ValueStateDescriptor<>(StateNames.PASSED, LongPrimitiveArraySerializer.INSTANCE));
        duplicates = books().of(step).of(Account.DUPLICATE);
    }

    @Override
    public void processElement(StreamRecord<Envelope> element) throws Exception {
        long time = element.getTimestamp();
        if (!repetitions.canJudge(time, timers.currentWatermark())) {
            output.collect(late, element);
            return;
        }
        long[] before = timesOfKey();
        if (repetitions.isRepetition(time, before)) {
            duplicates.count();
            return;
        }
        remember(repetitions.with(time, before), before.length == 0);
        output.collect(element);
    }

    @Override
    public void onEventTime(InternalTimer<Row, VoidNamespace> timer) throws Exception {
        remember(repetitions.remembered(timesOfKey(), timer.getTimestamp()), true);
    }

    @Override
    public void onProcessingTime(InternalTimer<Row, VoidNamespace> timer) {
        throw new IllegalStateException("only event time makes it forget");
    }

    private long[] timesOfKey() throws Exception {
        long[] times = passed.value();
        return times == null ? NONE : times;
    }

    // A timer that goes off may be of an earlier revision, with a shorter time: what is still needed gets another one.
    private void remember(long[] times, boolean withoutTimer) throws Exception {
        if (times.length == 0) {
            passed.clear();
            return;
        }
        passed.update(times);
        if (withoutTimer) {
            long earliest = Arrays.stream(times).min().getAsLong();
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, repetitions.forgottenAt(earliest));
        }
    }

    @Override
    protected void emitRow(OutRecord row) {
        output.collect(rows, new StreamRecord<>(row));
    }
}
