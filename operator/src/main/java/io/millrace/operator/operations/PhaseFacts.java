package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.operator.result.Observed;
import io.millrace.operator.savepoints.SnapshotState;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What only some phases ask for, looked at only while one of them is the stored one.
 *
 * @param phase that it was looked at for; a phase that is entered in this very turn has to wait for the next
 * @param savepointSize in bytes, of the savepoint that the job was just stopped with, if Flink tells it
 * @param records the names of the savepoints whose descriptions are kept
 * @param offsets that the consumer group has committed, by topic and partition
 * @param snapshot the savepoint that was asked for while the job runs on
 * @param orphans transactions that no running job will end
 */
public record PhaseFacts(
        Optional<OperationPhase> phase,
        Optional<Long> savepointSize,
        Set<String> records,
        Map<String, Map<Integer, Long>> offsets,
        Observed<SnapshotState> snapshot,
        Observed<Set<String>> orphans) {

    public static final PhaseFacts NONE = new PhaseFacts(
            Optional.empty(), Optional.empty(), Set.of(), Map.of(), Observed.absent(), Observed.absent());

    public PhaseFacts {
        records = Set.copyOf(records);
        offsets = Map.copyOf(offsets);
    }

    boolean areFor(OperationPhase asking) {
        return phase.equals(Optional.of(asking));
    }
}
