package io.millrace.job.compare;

import io.millrace.definition.Comparison;
import io.millrace.definition.ledger.LedgerFormat;
import io.millrace.definition.ledger.LedgerRow;
import io.millrace.definition.state.StateNames;
import io.millrace.job.compare.Notice.Booked;
import io.millrace.job.compare.Notice.Counted;
import io.millrace.job.plan.CarriedPlan;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The judge as an operator, of one subtask. It says how far the comparison is once a checkpoint, before the barrier, when
 * the counts that the readers sent before theirs have come.
 */
final class Judging extends AbstractStreamOperator<Frontier> implements OneInputStreamOperator<Notice, Frontier> {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(Judging.class);

    private final CarriedPlan plan;
    private final Snapshot snapshot;
    private transient Cut cut;
    private transient ListState<byte[]> kept;
    private transient JudgeCodec codec;
    private transient @Nullable Judge judge;
    private transient Set<Broken> told;

    @SuppressWarnings("NullAway.Init") // Flink initializes the state
    Judging(CarriedPlan plan, Snapshot snapshot) {
        this.plan = plan;
        this.snapshot = snapshot;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        cut = Cut.restore(context, snapshot);
        Comparison comparison = Objects.requireNonNull(plan.run().comparison());
        codec = new JudgeCodec(comparison, plan.definition());
        kept = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>(StateNames.JUDGE, BytePrimitiveArraySerializer.INSTANCE));
        judge = cut.known().isPresent() ? codec.create(cut.known().getAsLong()) : null;
        for (byte[] state : kept.get()) {
            judge = codec.read(cut.known().getAsLong(), state);
        }
        told = Set.of();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        cut.keep();
        kept.update(judge == null ? List.of() : List.of(codec.write(judge)));
    }

    @Override
    public void processElement(StreamRecord<Notice> element) {
        Notice notice = element.getValue();
        if (judge == null) {
            return;
        }
        if (notice instanceof Counted counted) {
            judge.counted(counted.side(), counted.topic(), counted.epoch(), counted.records());
        } else if (notice instanceof Notice.Outside outside) {
            judge.outside(outside.side(), outside.topic(), outside.epoch(), outside.records());
        } else if (notice instanceof Notice.Window window) {
            judge.window(window.sink(), window.start(), window.end());
        } else if (notice instanceof Booked booked) {
            LedgerRow row = row(booked.row());
            if (row != null) {
                judge.row(booked.side(), row);
            }
        }
    }

    // Anybody who may write into the topic can write what is no row; without it a sum may stay incomplete, no more.
    private static @Nullable LedgerRow row(byte[] json) {
        try {
            return LedgerFormat.readRow(json);
        } catch (IllegalArgumentException e) {
            LOG.warn("A record of the ledger is no row of it: {}", e.toString());
            return null;
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        super.prepareSnapshotPreBarrier(checkpointId);
        Frontier frontier = judge == null ? Frontier.withoutSnapshot() : judge.frontier();
        if (!frontier.broken().equals(told)) {
            told = frontier.broken();
            LOG.warn("The comparison with the live job means nothing from here on: {}", told);
        }
        output.collect(new StreamRecord<>(frontier));
    }
}
