package io.millrace.job.compare;

import io.millrace.definition.Comparison;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.state.StateNames;
import io.millrace.definition.state.WarmUp;
import io.millrace.job.ledger.Bookkeeping;
import io.millrace.job.ledger.BookkeepingOperator;
import io.millrace.job.ledger.Tally;
import io.millrace.job.plan.CarriedPlan;
import io.millrace.job.records.OutRecord;
import io.millrace.job.records.Row;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.LongPrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Compares the records of both sides, where all of one identity come together. Equal ones cancel out at once; only what
 * has not met an equal one is kept. What is left over is judged when it is resolved, as multisets: order does not count.
 *
 * <p>The judge's word is acted on when a barrier comes, and not before. Readers tell the judge what they have read before
 * their barrier, the judge tells it here before his, and this operator's barrier comes when all of theirs have: so each
 * record that was counted for the word is here as well. Checkpoints must be aligned for that, and are.
 */
final class Comparing extends BookkeepingOperator<OutRecord>
        implements TwoInputStreamOperator<Compared, Frontier, OutRecord> {

    private static final long serialVersionUID = 1;
    private static final MapStateDescriptor<String, long[]> UNMATCHED = new MapStateDescriptor<>(
            StateNames.UNMATCHED, StringSerializer.INSTANCE, LongPrimitiveArraySerializer.INSTANCE);

    private final CarriedPlan plan;
    private final Snapshot snapshot;
    private final OutputTag<OutRecord> samples;
    private transient Cut cut;
    private transient Comparison comparison;
    private transient Map<String, WarmUp> warmUp;
    private transient DifferenceRecords records;
    private transient MapState<String, long[]> unmatched;
    private transient Frontier frontier;
    private transient Frontier applied;

    /** @param samples where differences go, to be shown */
    @SuppressWarnings("NullAway.Init") // the transient ones come with open()
    Comparing(CarriedPlan plan, Bookkeeping bookkeeping, Snapshot snapshot, OutputTag<OutRecord> samples) {
        super(bookkeeping);
        this.plan = plan;
        this.snapshot = snapshot;
        this.samples = samples;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        cut = Cut.restore(context, snapshot);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        cut.keep();
    }

    @Override
    public void open() throws Exception {
        super.open();
        comparison = Objects.requireNonNull(plan.run().comparison());
        PipelineDefinition candidate = plan.definition();
        warmUp = comparison.warmUp(candidate);
        records = new DifferenceRecords(comparison, candidate, plan.run().largestRecordBytes());
        frontier = Frontier.NOTHING;
        applied = Frontier.NOTHING;
        unmatched = getPartitionedState(UNMATCHED);
        // Its time is not that of the pipeline, which must not wait for it.
        output.emitWatermarkStatus(WatermarkStatus.IDLE);
    }

    @Override
    public void processElement1(StreamRecord<Compared> element) throws Exception {
        Compared compared = element.getValue();
        if (isWarmingUp(compared.identity())) {
            if (!Compared.isMark(compared.value())) {
                tally(compared.identity()).of(Account.WARM_UP).count();
            }
            return;
        }
        long[] kept = unmatched.get(compared.value());
        Unmatched before = kept == null ? null : Unmatched.of(kept);
        boolean isCancelled = before != null && before.isCancelledBy(compared.side());
        if (isCancelled && !Compared.isMark(compared.value())) {
            tally(compared.identity()).of(Account.EQUAL).count();
        }
        put(compared.value(), Unmatched.after(before, compared.side(), compared.at()));
    }

    // What does not tell its window cannot be told from one that lacks rows.
    private boolean isWarmingUp(Row identity) {
        WarmUp lacking = warmUp.get(Compared.sink(identity));
        if (lacking == null) {
            return false;
        }
        OptionalLong windowStart = Compared.windowStart(identity);
        return windowStart.isEmpty() || !cut.hasAllRows(lacking, windowStart.getAsLong());
    }

    private void put(String value, @Nullable Unmatched left) throws Exception {
        if (left == null) {
            unmatched.remove(value);
        } else {
            unmatched.put(value, left.toLongs());
        }
    }

    @Override
    public void processElement2(StreamRecord<Frontier> element) {
        frontier = element.getValue();
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        if (!frontier.live().equals(applied.live()) || !frontier.candidate().equals(applied.candidate())) {
            getKeyedStateBackend()
                    .applyToAllKeys(
                            VoidNamespace.INSTANCE,
                            VoidNamespaceSerializer.INSTANCE,
                            UNMATCHED,
                            (key, state) -> resolve((Row) key));
        }
        applied = frontier;
        tellHowFar();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    private void resolve(Row identity) throws Exception {
        Map<String, Unmatched> left = new LinkedHashMap<>();
        for (Map.Entry<String, long[]> one : unmatched.entries()) {
            left.put(one.getKey(), Unmatched.of(one.getValue()));
        }
        Resolution resolution = Resolution.of(left, frontier);
        boolean isLateness = resolution.isLateness() || Compared.sink(identity).equals(Compared.LATE);
        for (Difference difference : resolution.differences()) {
            if (isLateness) {
                tally(identity).of(Account.LATENESS).count();
            } else {
                count(identity, difference);
            }
        }
        for (Map.Entry<String, Unmatched> one : left.entrySet()) {
            Unmatched now = resolution.left().get(one.getKey());
            if (!one.getValue().equals(now)) {
                put(one.getKey(), now);
            }
        }
    }

    private void count(Row identity, Difference difference) {
        Tally tally = tally(identity);
        // More than that many are not shown anyway.
        if (tally.sum(Account.DIFFERENT, Account.MISSING, Account.EXTRA) < comparison.samples()) {
            output.collect(samples, new StreamRecord<>(records.of(identity, difference)));
        }
        tally.of(difference.kind()).count();
    }

    private Tally tally(Row identity) {
        String sink = Compared.sink(identity);
        return books().of(sink.equals(Compared.LATE) ? Books.COMPARED_LATE : Books.compared(sink));
    }

    private void tellHowFar() {
        Long eventTime = frontier.eventTime();
        if (eventTime != null) {
            reached(eventTime);
        }
        // Reasons are never withdrawn; one subtask tells them.
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            books().of(Books.COMPARISON)
                    .of(Account.BROKEN)
                    .atLeast(frontier.broken().size());
            tell(frontier.windows(), Account.WINDOWS);
            tell(frontier.resolved(), Account.RESOLVED);
        }
    }

    private void tell(Map<String, Long> counts, Account account) {
        counts.forEach(
                (sink, count) -> books().of(Books.compared(sink)).of(account).atLeast(count));
    }

    @Override
    public void endInput() {
        // Both inputs are topics, which never end.
    }

    @Override
    protected void emitRow(OutRecord row) {
        output.collect(new StreamRecord<>(row));
    }
}
