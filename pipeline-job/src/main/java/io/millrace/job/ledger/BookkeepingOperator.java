package io.millrace.job.ledger;

import io.millrace.job.records.OutRecord;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.jspecify.annotations.Nullable;

/**
 * An operator with books. Its row goes out before the barrier of the checkpoint that it tells of, so both are in one
 * transaction, and all rows of a checkpoint tell of the same cut through the job.
 */
public abstract class BookkeepingOperator<OUT> extends AbstractStreamOperator<OUT> implements BoundedOneInput {

    private static final long serialVersionUID = 1;

    private final Bookkeeping bookkeeping;
    private transient Bookkeeper books;
    private transient @Nullable Long watermark;
    private transient boolean ended;

    @SuppressWarnings("NullAway.Init") // Flink initializes the state
    protected BookkeepingOperator(Bookkeeping bookkeeping) {
        this.bookkeeping = bookkeeping;
    }

    protected final Bookkeeper books() {
        return books;
    }

    /** Sends a record of the ledger towards the sink. */
    protected abstract void emitRow(OutRecord row);

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        books = Bookkeeper.open(bookkeeping, getRuntimeContext(), context);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        super.prepareSnapshotPreBarrier(checkpointId);
        // Checkpoints still come after the end of a bounded input, but the sink takes nothing more.
        if (!ended) {
            emitRow(books.row(checkpointId, getProcessingTimeService().getCurrentProcessingTime(), watermark));
        }
    }

    @Override
    public void endInput() {
        ended = true;
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        books.keep();
    }

    /** For an operator whose progress is not that of the watermarks that it gets: its row shows this one. */
    protected final void reached(long eventTime) {
        watermark = eventTime;
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermark = mark.getTimestamp();
        super.processWatermark(mark);
    }
}
