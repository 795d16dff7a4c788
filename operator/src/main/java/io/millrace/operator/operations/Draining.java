package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.api.v1alpha1.PipelineStatus.SavepointCause;
import io.millrace.operator.jobs.JobChange;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.result.Reason;
import io.millrace.operator.revisions.FlinkSettings;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.status.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The phase in which the job stops with a savepoint. */
final class Draining {

    // A job that restarts after a fault is back within this time, and a savepoint is the better cut.
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final Set<String> FAILING =
            Set.of("RESTARTING", "FAILING", "FAILED", "CREATED", "INITIALIZING", "RECONCILING");

    private final Stored stored;
    private final Operation operation;
    private final OperationFacts facts;
    private final Instant now;

    private Draining(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        this.stored = stored;
        this.operation = operation;
        this.facts = facts;
        this.now = now;
    }

    static Step step(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        return new Draining(stored, operation, facts, now).step();
    }

    private Step step() {
        if (operation.type() == OperationType.UPGRADE && operation.origin().isPresent()) {
            // What runs has not settled; its job gives way at once.
            return Step.complete();
        }
        if (facts.job().isAbsent()) {
            return absent();
        }
        boolean goesAnyway = operation.type() == OperationType.DELETE
                && facts.job()
                        .value()
                        .filter(job -> job.ours() && !job.deleting())
                        .isEmpty();
        boolean isForced =
                operation.type() == OperationType.DELETE && !facts.wishes().finalSavepoint();
        if ((goesAnyway || isForced) && facts.job().outage().isEmpty()) {
            return Step.complete();
        }
        return TheJob.ours(facts, job -> job.asked().running() ? running(job) : stopping(job));
    }

    private Step absent() {
        boolean asWanted = stored.suspended() || facts.suspend() || operation.type() == OperationType.DELETE;
        boolean otherStateIsGiven = operation.origin().isPresent();
        return asWanted || otherStateIsGiven || NothingYet.isCertain(stored, facts)
                ? Step.complete()
                : Step.await(Reason.JOB_MISSING, "the FlinkDeployment is gone; " + Advice.startAgain(stored));
    }

    private Step running(JobState job) {
        if (goesBackToWhatRuns(job)) {
            return Step.complete();
        }
        if (job.jobState().equals("RUNNING")) {
            return Step.work(new Effect.ChangeJob(new JobChange.Suspend(job.version())));
        }
        return cannotBeStopped(job);
    }

    /** Flink takes savepoints of running jobs only. */
    private Step cannotBeStopped(JobState job) {
        if (!operation.hasLasted(GRACE, facts, now)) {
            return Step.await(
                    Reason.DRAINING, TheJob.progress("waiting for the job to run, to stop it with a savepoint", job));
        }
        return switch (operation.type()) {
            case RESTORE -> Step.complete();
            case UPGRADE, RESTART ->
                canGoOnFromCheckpoint(job)
                        ? Step.complete(learnt(Origin.lastCheckpoint(TheJob.revision(job, stored), job.jobId())
                                .renewedBy(now.toEpochMilli())))
                        : beginsAnew()
                                ? Step.complete()
                                : late(job, "the job does not run, so it cannot be stopped with a savepoint");
            // Without the words of the day, so that it is said once.
            case DELETE ->
                Step.await(
                        Reason.JOB_NOT_RUNNING,
                        "the job does not run, so no last savepoint can be taken; " + Advice.deleteWithoutSavepoint());
            default -> late(job, "the job does not run, so it cannot be stopped with a savepoint");
        };
    }

    // Without any checkpoint the Flink Kubernetes operator would start from nothing. While nothing is to be started,
    // nothing goes on from there.
    private boolean canGoOnFromCheckpoint(JobState job) {
        boolean hasOne = stored.lineage().settledJob().equals(Optional.of(job.jobId()))
                || facts.figuresOf(job).filter(JobFigures::hasCheckpoint).isPresent();
        Optional<FlinkSettings> next = facts.stored(operation.to()).map(Revision::flink);
        return hasOne
                && !facts.suspend()
                && facts.stored(TheJob.revision(job, stored))
                        .map(Revision::flink)
                        .flatMap(present ->
                                next.filter(its -> LastCheckpoint.canBeTakenOver(present, its, Optional.of(job))))
                        .isPresent();
    }

    private Step stopping(JobState job) {
        // One that fails on its way out is asked to go on as well: it would be stopped as soon as it has healed.
        boolean isStillThere =
                job.jobState().equals("RUNNING") || (operation.type() == OperationType.SUSPEND && isFailing(job));
        if (goesBackToWhatRuns(job) && isStillThere) {
            return Step.complete();
        }
        if (!job.isStopped()) {
            return failsMeanwhile(job) ? cannotBeStopped(job) : late(job, "the job does not stop with a savepoint");
        }
        return job.savepointPath()
                .map(path -> Step.complete(stopped(job, path)))
                .orElseGet(() -> withoutSavepoint(job));
    }

    private Step withoutSavepoint(JobState job) {
        boolean otherStateIsGiven =
                operation.type() == OperationType.RESTORE && operation.origin().isPresent();
        // Nothing is to be started, and no other revision would be taken for the one that was stopped.
        boolean isStoppedAsWanted = facts.suspend()
                && (operation.type() == OperationType.SUSPEND || operation.type() == OperationType.RESTART);
        if (otherStateIsGiven || isStoppedAsWanted) {
            return Step.complete();
        }
        if (operation.type() == OperationType.DELETE) {
            return Step.await(
                    Reason.JOB_NOT_RUNNING,
                    "the job was stopped without a savepoint, so there is none to keep; "
                            + Advice.deleteWithoutSavepoint());
        }
        String words = "the job was stopped without a savepoint; " + Advice.goOn(stored, job);
        return operation.hasLasted(facts.wishes().deadlines().savepoint(), facts, now)
                ? Step.overdue(Reason.DRAINING, words)
                : Step.await(Reason.DRAINING, words);
    }

    /** It was to be stopped, and now fails again and again: no savepoint of it will complete. */
    private boolean failsMeanwhile(JobState job) {
        boolean goesOn = operation.type() == OperationType.UPGRADE || operation.type() == OperationType.RESTART;
        return goesOn
                && isFailing(job)
                && operation.hasLasted(GRACE, facts, now)
                && (canGoOnFromCheckpoint(job) || beginsAnew());
    }

    /** What cannot be stopped has nothing that would be lost. */
    private boolean beginsAnew() {
        return operation.type() == OperationType.UPGRADE && NothingYet.isCertain(stored, facts);
    }

    static boolean isFailing(JobState job) {
        return FAILING.contains(job.jobState());
    }

    private boolean goesBackToWhatRuns(JobState job) {
        boolean mayGoBack = operation.type() == OperationType.UPGRADE || operation.type() == OperationType.SUSPEND;
        return mayGoBack && job.asksForRevision(operation.target()) && !facts.suspend();
    }

    /**
     * Where a job was stopped after all that was to go on from its last checkpoint, as it failed: the Flink Kubernetes
     * operator goes on from there.
     */
    static Optional<UnaryOperator<Stored>> stoppedMeanwhile(
            Stored stored, Operation operation, OperationFacts facts, Instant now) {
        return facts.job()
                .value()
                .filter(job -> operation.isFromCheckpoint() && job.ours() && job.isStopped())
                .flatMap(job -> job.savepointPath()
                        .filter(path -> !stored.keeps(path))
                        .map(path -> new Draining(stored, operation, facts, now).stopped(job, path)));
    }

    private UnaryOperator<Stored> stopped(JobState job, String path) {
        Optional<RevisionName> revision = TheJob.revision(job, stored);
        String of = revision.map(RevisionName::toString).orElse("");
        Savepoint savepoint = new Savepoint(
                SavepointNames.of(of, now),
                path,
                of,
                job.jobId(),
                SavepointCause.STOP,
                now.toString(),
                facts.phaseFacts().savepointSize().orElse(null));
        return memory -> {
            Stored kept = memory.withSavepoint(savepoint);
            Operation here = kept.operation().orElse(operation);
            boolean otherStateIsGiven = here.origin().isPresent() && here.type() == OperationType.RESTORE;
            return otherStateIsGiven
                    ? kept
                    : kept.with(here.withOrigin(Optional.of(Origin.stoppedAt(path, revision, job.jobId()))));
        };
    }

    private Step late(JobState job, String what) {
        String words = TheJob.progress("waiting for the job to stop with a savepoint", job);
        if (!operation.hasLasted(facts.wishes().deadlines().savepoint(), facts, now)) {
            return Step.await(Reason.DRAINING, words);
        }
        if (beginsAnew()) {
            return Step.complete();
        }
        boolean goesOn = operation.type() == OperationType.UPGRADE
                || operation.type() == OperationType.RESTART
                || operation.type() == OperationType.RESTORE;
        // What is to be stopped does not go back to what runs.
        boolean canGoOn = goesOn && !facts.suspend();
        Optional<RevisionName> running = TheJob.revision(job, stored);
        if (canGoOn && running.isPresent()) {
            String why = what + " within " + Words.of(facts.wishes().deadlines().savepoint()) + TheJob.words(job);
            return new Step.GiveUp(why, new GoingBack(running.get(), Optional.empty(), Optional.empty(), false));
        }
        return Step.overdue(Reason.DRAINING, words);
    }

    private UnaryOperator<Stored> learnt(Origin origin) {
        return memory -> memory.with(memory.operation().orElse(operation).withOrigin(Optional.of(origin)));
    }
}
