package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.revisions.RevisionName;
import java.util.Optional;

/**
 * Whose state a new revision would take over if it were accepted now.
 *
 * @param revision empty where there is no state yet, or another pipeline's
 * @param origin what is known of where it lies; empty where the job has yet to be stopped
 * @param doubt why nothing may take over now: whether anything would be repeated cannot be told
 */
public record Predecessor(Optional<RevisionName> revision, Optional<Origin> origin, Optional<Outage> doubt) {

    private Predecessor(Optional<RevisionName> revision, Optional<Origin> origin) {
        this(revision, origin, Optional.empty());
    }

    public static Predecessor of(
            Stored stored,
            Optional<Origin> asked,
            Observed<JobState> job,
            Observed<JobFigures> figures,
            Observed<LastBooks> ledger) {
        Optional<Operation> operation = stored.operation();
        return asked.map(origin -> new Predecessor(origin.revision(), Optional.of(origin)))
                .or(() -> operation
                        .filter(Operation::isUnsettled)
                        .map(unsettled -> unsettled(unsettled, stored.lineage(), job, figures, ledger)))
                .or(() -> operation.filter(Operation::isOnItsWay).map(Predecessor::onItsWay))
                .orElseGet(() -> new Predecessor(stored.current(), Optional.empty()));
    }

    /** The ConfigMap that describes the state, where it is another pipeline's. */
    public Optional<String> configMap() {
        return origin.flatMap(Origin::configMap);
    }

    // A first revision that never came up has left nothing, whatever stands as current.
    private static Predecessor onItsWay(Operation operation) {
        // One that only takes back a stop goes on with what runs; what it comes from was never started.
        Optional<RevisionName> before = operation.type() == OperationType.ROLLBACK ? operation.to() : operation.from();
        Optional<RevisionName> own =
                operation.origin().flatMap(Origin::revision).or(() -> before);
        boolean isBorrowed = operation.origin().flatMap(Origin::configMap).isPresent();
        return new Predecessor(isBorrowed ? Optional.empty() : own, operation.origin());
    }

    /**
     * The job of {@code operation} was started, or may have been, and has not settled. Whether it runs at this moment
     * says little: one that fails again and again does so now and then, and no savepoint of it would ever complete.
     */
    private static Predecessor unsettled(
            Operation operation,
            Lineage lineage,
            Observed<JobState> job,
            Observed<JobFigures> figures,
            Observed<LastBooks> ledger) {
        Optional<JobState> started = job.value().filter(seen -> Starting.isStarted(operation, seen));
        Optional<JobFigures> own = started.flatMap(seen -> seen.own(figures));
        if (operation.isFromNothing()
                && started.filter(JobState::isUp).isPresent()
                && own.filter(Predecessor::hangs).isEmpty()) {
            return new Predecessor(operation.to(), Optional.empty());
        }
        boolean committed = operation.progress().committed()
                || operation.isInLedger(ledger, started, lineage)
                || own.filter(JobFigures::hasCheckpoint).isPresent();
        if (started.isPresent() && committed) {
            Origin checkpoint =
                    Origin.lastCheckpoint(operation.to(), started.get().jobId());
            return new Predecessor(operation.to(), Optional.of(checkpoint));
        }
        // Figures of a JobManager that has taken over do not tell what was written before.
        Optional<Outage> doubt = started.flatMap(seen -> ledger.outage()).map(why -> doubt(operation, why));
        Predecessor before =
                operation.isFromNothing() ? new Predecessor(Optional.empty(), Optional.empty()) : onItsWay(operation);
        // Where nobody has read anything of it, its start may be undone.
        return new Predecessor(before.revision(), before.origin(), doubt);
    }

    // A first revision has nothing to go back to; what is well is stopped with a savepoint.
    private static boolean hangs(JobFigures figures) {
        return !figures.hasCheckpoint()
                && (figures.restarts() > 0 || !figures.workers().runAll());
    }

    private static Outage doubt(Operation operation, Outage why) {
        return new Outage(
                why.reason(),
                "whether revision " + operation.target()
                        + " has written anything is not known, so nothing takes its place: " + why.message());
    }
}
