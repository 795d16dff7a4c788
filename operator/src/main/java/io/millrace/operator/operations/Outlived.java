package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.result.Outage;
import io.millrace.operator.revisions.RevisionName;
import java.util.Optional;

/**
 * The job that an operation replaces by one that goes on from older state: it had written nothing when that was decided.
 * While the operation waits for Kafka or Kubernetes the job may come to itself, and what it writes then would be written
 * again.
 */
final class Outlived {

    private final Stored stored;
    private final Operation operation;
    private final OperationFacts facts;
    private final Optional<JobState> job;

    private Outlived(Stored stored, Operation operation, OperationFacts facts) {
        this.stored = stored;
        this.operation = operation;
        this.facts = facts;
        this.job = facts.job()
                .value()
                .filter(seen -> seen.ours() && seen.asked().running() && !seen.deleting())
                .filter(seen -> !Starting.isStarted(operation, seen))
                .filter(this::givesWay);
    }

    /** The revision that has written meanwhile, and is to be waited for again. */
    static Optional<RevisionName> by(Stored stored, Operation operation, OperationFacts facts) {
        Outlived outlived = new Outlived(stored, operation, facts);
        return outlived.job
                .filter(seen -> outlived.hasWritten(seen))
                .flatMap(seen -> RevisionName.tryParse(seen.asked().revision()));
    }

    /** Why nobody can tell, where the next step may repeat something. */
    static Optional<Outage> doubt(Stored stored, Operation operation, OperationFacts facts) {
        boolean isNext = operation.phase() == OperationPhase.DRAIN || operation.phase() == OperationPhase.START;
        return new Outlived(stored, operation, facts)
                .job
                .filter(seen -> isNext)
                // Figures of a JobManager that has taken over do not tell what was written before.
                .flatMap(seen -> facts.ledger().outage());
    }

    /** Whether its state is thrown away. */
    private boolean givesWay(JobState seen) {
        Optional<Origin> origin = operation.origin();
        boolean isOnItsWay = operation.type() == OperationType.DEPLOY && origin.isEmpty();
        boolean isFirst = (isOnItsWay || operation.isFromNothing()) && !seen.asksForRevision(operation.target());
        boolean isOlder = origin.filter(Origin::throwsAway)
                .filter(from -> !from.repeats() && !isAskedFor(from))
                .filter(from -> !from.jobId().equals(seen.jobId()))
                .isPresent();
        return (operation.isOnItsWay() || operation.phase() == OperationPhase.START) && (isFirst || isOlder);
    }

    // That is to be had whatever runs. It is noted as done when the start begins; what was noted before that was done
    // for a job that is corrected now.
    private boolean isAskedFor(Origin from) {
        boolean starts = operation.phase() == OperationPhase.START;
        return from.request()
                .filter(asked -> starts || !stored.handled().restore().equals(Optional.of(asked.nonce())))
                .isPresent();
    }

    private boolean hasWritten(JobState seen) {
        boolean hasCheckpoint =
                facts.figuresOf(seen).filter(JobFigures::hasCheckpoint).isPresent();
        // Rows of the revision whose state is gone on from may be older than the job that runs.
        Optional<RevisionName> running = RevisionName.tryParse(seen.asked().revision());
        boolean mayBeOlder = running.equals(operation.origin().flatMap(Origin::revision));
        boolean isInLedger = facts.ledger()
                .value()
                .filter(last -> Optional.of(last.revision()).equals(running))
                .filter(last -> !mayBeOlder || last.isBy(seen, stored.lineage()))
                .isPresent();
        return hasCheckpoint || isInLedger;
    }
}
