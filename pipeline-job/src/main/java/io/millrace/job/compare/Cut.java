package io.millrace.job.compare;

import io.millrace.definition.state.StateNames;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoint of the snapshot that the candidate began with: what the live job wrote before it, the candidate never
 * will.
 *
 * <p>It is read from the snapshot when the graph is built, as Flink tells the checkpoint that was restored only to
 * operators with state in it, and those of the comparison have none. Later the job may begin with a checkpoint of its own:
 * then the one that was kept counts.
 */
final class Cut {

    /** In place of a checkpoint: there was no snapshot, and nothing can be compared. */
    static final long NONE = -1;

    private static final Logger LOG = LoggerFactory.getLogger(Cut.class);

    private final ListState<Long> kept;
    private final long checkpoint;

    private Cut(ListState<Long> kept, long checkpoint) {
        this.kept = kept;
        this.checkpoint = checkpoint;
    }

    /** Of the snapshot that the job will begin with. */
    static long of(ReadableConfig settings) {
        String snapshot = settings.get(StateRecoveryOptions.SAVEPOINT_PATH);
        if (snapshot == null) {
            return NONE;
        }
        try {
            CompletedCheckpointStorageLocation location =
                    AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(snapshot);
            try (DataInputStream in =
                    new DataInputStream(location.getMetadataHandle().openInputStream())) {
                return Checkpoints.loadCheckpointMetadata(in, Cut.class.getClassLoader(), snapshot)
                        .getCheckpointId();
            }
        } catch (IOException e) {
            // A job that goes on from a checkpoint of its own may be started with a path that leads nowhere any more.
            LOG.warn("What the job begins with is no snapshot that can be read: {}", e.toString());
            return NONE;
        }
    }

    /** @param given where none was kept */
    static Cut restore(StateInitializationContext context, long given) throws Exception {
        ListState<Long> kept = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>(StateNames.CUT, LongSerializer.INSTANCE));
        long checkpoint = given;
        for (long one : kept.get()) {
            checkpoint = one;
        }
        return new Cut(kept, checkpoint);
    }

    void keep() throws Exception {
        kept.update(List.of(checkpoint));
    }

    OptionalLong known() {
        return checkpoint == NONE ? OptionalLong.empty() : OptionalLong.of(checkpoint);
    }

    /** Whether the snapshot has nothing of what such a record tells. */
    boolean isBefore(long epoch) {
        return checkpoint != NONE && epoch >= checkpoint;
    }
}
