package io.millrace.job.compare;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.ledger.KeptBooks;
import io.millrace.definition.ledger.LedgerFormat;
import io.millrace.definition.state.StateNames;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle.StateMetaInfo;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the candidate's job begins with, as it is read when the graph is built: Flink tells the checkpoint that was
 * restored only to operators with state in it, and those of the comparison have none.
 *
 * @param checkpoint of the live job; {@link #NONE} where there is none that can be read
 * @param latestRead the latest event time that the live job had read; {@link Long#MAX_VALUE} where it does not tell
 */
record Snapshot(long checkpoint, long latestRead) implements Serializable {

    private static final long serialVersionUID = 1;

    /** In place of a checkpoint: there was no snapshot, and nothing can be compared. */
    static final long NONE = -1;

    static final Snapshot MISSING = new Snapshot(NONE, Long.MAX_VALUE);

    private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);

    /** @param live what the job that it is of runs */
    static Snapshot of(ReadableConfig settings, PipelineDefinition live) {
        String path = settings.get(StateRecoveryOptions.SAVEPOINT_PATH);
        if (path == null) {
            return MISSING;
        }
        try {
            CompletedCheckpointStorageLocation location =
                    AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(path);
            try (DataInputStream in =
                    new DataInputStream(location.getMetadataHandle().openInputStream())) {
                CheckpointMetadata metadata =
                        Checkpoints.loadCheckpointMetadata(in, Snapshot.class.getClassLoader(), path);
                return new Snapshot(metadata.getCheckpointId(), latestRead(metadata.getOperatorStates(), live));
            }
        } catch (IOException e) {
            // A job that goes on from a checkpoint of its own may be started with a path that leads nowhere any more.
            LOG.warn("What the job begins with is no snapshot that can be read: {}", e.toString());
            return MISSING;
        }
    }

    private static long latestRead(Collection<OperatorState> operators, PipelineDefinition live) throws IOException {
        Map<String, Long> bySource = new HashMap<>();
        for (OperatorState operator : operators) {
            for (OperatorSubtaskState subtask : operator.getStates()) {
                for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
                    StateMetaInfo books =
                            handle.getStateNameToPartitionOffsets().get(StateNames.BOOKS);
                    if (books != null) {
                        read(handle, books).forEach(kept -> kept.latest()
                                .forEach((source, latest) -> bySource.merge(source, latest, Math::max)));
                    }
                }
            }
        }
        List<SourceDefinition> timed = live.sources().stream()
                .filter(source -> source.eventTime() != null)
                .toList();
        return timed.stream().allMatch(source -> bySource.containsKey(source.uid()))
                ? timed.stream()
                        .mapToLong(source -> Objects.requireNonNull(bySource.get(source.uid())))
                        .max()
                        .orElse(Long.MIN_VALUE)
                : Long.MAX_VALUE;
    }

    private static List<KeptBooks> read(OperatorStateHandle handle, StateMetaInfo books) throws IOException {
        List<KeptBooks> kept = new ArrayList<>();
        try (FSDataInputStream in = handle.openInputStream()) {
            for (long offset : books.getOffsets()) {
                in.seek(offset);
                kept.add(LedgerFormat.readKept(
                        BytePrimitiveArraySerializer.INSTANCE.deserialize(new DataInputViewStreamWrapper(in))));
            }
        }
        return kept;
    }
}
