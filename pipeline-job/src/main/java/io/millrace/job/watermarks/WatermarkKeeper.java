package io.millrace.job.watermarks;

import io.millrace.definition.state.StateNames;
import io.millrace.job.ledger.Bookkeeping;
import io.millrace.job.ledger.BookkeepingOperator;
import io.millrace.job.ledger.KeyedBooks;
import io.millrace.job.records.OutRecord;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Lets a watermark survive a restart. Flink forgets it: a late record that is the first one read after a failure would
 * open a closed window again, and its result would be there twice.
 *
 * <pre>
 *   sources ──(by key)──► keeper ──► window
 * </pre>
 *
 * <p>It stands between the shuffle and the window, in the window's chain, because only there is the watermark that the
 * window has seen. Right after a source it could not be told: what a window makes of several channels depends on when
 * one of them was idle. With the same parallelism each subtask goes on exactly where it was. After a rescale it takes
 * the latest of those whose keys it took over: then a record may be late that was not before, but no window is emitted
 * twice.
 */
public final class WatermarkKeeper<T> extends BookkeepingOperator<T> implements OneInputStreamOperator<T, T> {

    private static final long serialVersionUID = 1;

    private final KeyedBooks counting;
    private final OutputTag<OutRecord> rows;
    private transient KeyedBooks.Open entering;
    private transient ListState<KeptWatermark> kept;
    private transient long watermark;

    /** @param rows where the rows of the books go */
    @SuppressWarnings("NullAway.Init") // Flink initializes the state
    public WatermarkKeeper(Bookkeeping bookkeeping, KeyedBooks counting, OutputTag<OutRecord> rows) {
        super(bookkeeping);
        this.counting = counting;
        this.rows = rows;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        entering = counting.open(books());
        watermark = Long.MIN_VALUE;
        kept = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>(StateNames.WATERMARK, KeptWatermark.Serializer.INSTANCE));
        KeyGroupRange own = keyGroups();
        for (KeptWatermark one : kept.get()) {
            if (one.concerns(own.getStartKeyGroup(), own.getEndKeyGroup())) {
                watermark = Math.max(watermark, one.watermark());
            }
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        if (watermark != Long.MIN_VALUE) {
            passOn(new Watermark(watermark));
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        KeyGroupRange own = keyGroups();
        kept.update(List.of(new KeptWatermark(own.getStartKeyGroup(), own.getEndKeyGroup(), watermark)));
    }

    @Override
    public void processElement(StreamRecord<T> element) {
        entering.enter(element.getTimestamp(), watermark);
        output.collect(element);
    }

    // After a restart the sources begin anew: until they have caught up, their watermarks say nothing.
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() > watermark) {
            watermark = mark.getTimestamp();
            passOn(mark);
        }
    }

    private void passOn(Watermark mark) throws Exception {
        entering.advance(mark.getTimestamp());
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        entering.measure();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    protected void emitRow(OutRecord row) {
        output.collect(rows, new StreamRecord<>(row));
    }

    private KeyGroupRange keyGroups() {
        var task = getRuntimeContext().getTaskInfo();
        return KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                task.getMaxNumberOfParallelSubtasks(),
                task.getNumberOfParallelSubtasks(),
                task.getIndexOfThisSubtask());
    }
}
