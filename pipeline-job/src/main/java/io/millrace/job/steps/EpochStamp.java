package io.millrace.job.steps;

import io.millrace.definition.state.StateNames;
import io.millrace.job.ledger.Bookkeeping;
import io.millrace.job.ledger.BookkeepingOperator;
import io.millrace.job.records.OutRecord;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Writes into every record the last checkpoint whose barrier has passed this subtask, or the restored one, or 0. Chained
 * to the sink's writer: between a barrier's passing here and there no record flows, so the stamp names the transaction.
 * Being the last before the producer, it counts what is written.
 *
 * <p>Kept in union state, as a subtask that is new after a rescale has no state of its own to learn it from.
 */
public final class EpochStamp extends BookkeepingOperator<OutRecord>
        implements OneInputStreamOperator<OutRecord, OutRecord> {

    private static final long serialVersionUID = 1;

    private transient ListState<Long> kept;
    private transient long epoch;

    @SuppressWarnings("NullAway.Init") // Flink initializes the state
    public EpochStamp(Bookkeeping bookkeeping) {
        super(bookkeeping);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        kept = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>(StateNames.EPOCH, LongSerializer.INSTANCE));
        for (long restored : kept.get()) {
            epoch = Math.max(epoch, restored);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        epoch = context.getCheckpointId();
        kept.update(List.of(epoch));
    }

    @Override
    public void processElement(StreamRecord<OutRecord> element) {
        OutRecord record = element.getValue();
        books().written(record.topic());
        output.collect(element.replace(record.stamped(epoch)));
    }

    @Override
    protected void emitRow(OutRecord row) {
        output.collect(new StreamRecord<>(row.stamped(epoch)));
    }
}
