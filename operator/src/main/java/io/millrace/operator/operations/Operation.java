package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.operator.revisions.RevisionName;
import java.time.Instant;
import java.util.Optional;

/**
 * The intent: what is being done, stored before it is done.
 *
 * @param toRevision what it leads to; empty for a deletion
 * @param generation of the spec that was last looked at for it
 * @param savepoint the path at the cut, once it is known
 */
public record Operation(
        OperationType type,
        OperationPhase phase,
        Optional<RevisionName> toRevision,
        long generation,
        Instant startedAt,
        Instant phaseStartedAt,
        Optional<String> savepoint) {

    public static Operation begin(
            OperationType type, OperationPhase phase, Optional<RevisionName> to, long generation, Instant now) {
        return new Operation(type, phase, to, generation, now, now, Optional.empty());
    }

    static Operation of(PipelineStatus.Operation stored) {
        return new Operation(
                stored.type(),
                stored.phase(),
                Optional.ofNullable(stored.toRevision()).map(RevisionName::parse),
                stored.generation(),
                Instant.parse(stored.startedAt()),
                Instant.parse(stored.phaseStartedAt()),
                Optional.ofNullable(stored.savepointPath()));
    }

    public PipelineStatus.Operation toStatus() {
        return new PipelineStatus.Operation(
                type,
                phase,
                toRevision.map(RevisionName::toString).orElse(null),
                generation,
                startedAt.toString(),
                phaseStartedAt.toString(),
                savepoint.orElse(null));
    }

    public Operation at(OperationPhase next, Instant now) {
        return next == phase ? this : new Operation(type, next, toRevision, generation, startedAt, now, savepoint);
    }

    /** The spec changed in nothing that matters to this operation. */
    public Operation seenAt(long newGeneration) {
        return new Operation(type, phase, toRevision, newGeneration, startedAt, phaseStartedAt, savepoint);
    }

    public Operation withSavepoint(String path) {
        return new Operation(type, phase, toRevision, generation, startedAt, phaseStartedAt, Optional.of(path));
    }

    public boolean leadsTo(String hash) {
        return toRevision.map(RevisionName::hash).equals(Optional.of(hash));
    }
}
