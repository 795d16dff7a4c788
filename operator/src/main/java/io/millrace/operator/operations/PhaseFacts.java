package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.operator.result.Observed;
import io.millrace.operator.savepoints.SavepointRecords.Holder;
import io.millrace.operator.savepoints.SnapshotState;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What only some phases ask for, looked at only while one of them is the stored one.
 *
 * @param phase that it was looked at for; a phase that is entered in this very turn has to wait for the next
 * @param savepointSize in bytes, of the savepoint that the job was just stopped with, if Flink tells it
 * @param holders who has something under the names of the savepoints that are kept
 * @param offsets that the consumer group has committed, by topic and partition
 * @param snapshot the savepoint that was asked for while the job runs on
 * @param unclaimed savepoints that were asked for and that nobody waits for any more, by what they were asked under
 * @param withoutFiles where a revision is stored and what its job mounts is gone: of what is in place, looked at while no
 *     operation is under way, or of what is to be started
 * @param orphans transactions that no running job will end
 */
public record PhaseFacts(
        Optional<OperationPhase> phase,
        Optional<Long> savepointSize,
        Map<String, Holder> holders,
        Map<String, Map<Integer, Long>> offsets,
        Observed<SnapshotState> snapshot,
        Map<String, SnapshotState> unclaimed,
        Set<Slot> withoutFiles,
        Observed<Set<String>> orphans) {

    public static final PhaseFacts NONE = atRest(Set.of());

    public PhaseFacts {
        holders = Map.copyOf(holders);
        unclaimed = Map.copyOf(unclaimed);
        withoutFiles = Set.copyOf(withoutFiles);
        offsets = Map.copyOf(offsets);
    }

    public static PhaseFacts atRest(Set<Slot> withoutFiles) {
        return new PhaseFacts(
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Observed.absent(),
                Map.of(),
                withoutFiles,
                Observed.absent());
    }

    boolean areFor(OperationPhase asking) {
        return phase.equals(Optional.of(asking));
    }
}
