package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.operator.jobs.DesiredJob;
import io.millrace.operator.jobs.JobChange;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Reason;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import java.time.Instant;
import java.util.Optional;

/** The phases that stop and start the job. */
final class JobPhases {

    private JobPhases() {}

    static Step drain(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        if (facts.job().isAbsent()) {
            boolean asWanted = stored.suspended() || facts.suspend();
            return asWanted
                    ? Step.complete()
                    : Step.await(Reason.JOB_MISSING, "the FlinkDeployment is gone; " + Advice.startAgain(stored));
        }
        return withOurs(facts, job -> {
            boolean wanted = job.asksForRevision(to(operation)) && !facts.suspend();
            if (job.asked().running()) {
                // The spec went back to what runs: there is nothing to stop for.
                return wanted ? Step.complete() : Step.work(new Effect.ChangeJob(new JobChange.Suspend(job.uid())));
            }
            if (wanted && job.jobState().equals("RUNNING")) {
                return Step.complete();
            }
            return job.isStopped()
                    ? stopped(operation, job, now)
                    : Step.await(Reason.DRAINING, progress("waiting for the job to stop with a savepoint", job));
        });
    }

    private static Step stopped(Operation operation, JobState job, Instant now) {
        Optional<String> path = job.savepointPath();
        if (path.isEmpty()) {
            return Step.await(
                    Reason.DRAINING,
                    "the job is stopped, but FlinkDeployment has no savepoint path in its status;"
                            + " without one nothing may be started. Look at the Flink Kubernetes operator's log");
        }
        String revision = job.asked().revision();
        return Step.complete(stored -> {
            Operation learnt = stored.operation().orElse(operation).withSavepoint(path.get());
            return stored.with(learnt).withSavepoint(new Savepoint(path.get(), revision, now.toString()));
        });
    }

    static Step start(Stored stored, Operation operation, OperationFacts facts) {
        Observed<JobState> job = facts.job();
        boolean started =
                job.value().filter(seen -> seen.asksFor(to(operation), true)).isPresent();
        if (started || facts.suspend()) {
            return Step.complete();
        }
        Optional<Revision> target = facts.stored(operation.toRevision());
        if (target.isEmpty()) {
            return Step.await(
                    Reason.RESOURCE_CONFLICT,
                    "the ConfigMap of revision " + to(operation)
                            + " is gone; change the spec to have a new revision made");
        }
        Step apply = Step.work(
                new Effect.ChangeJob(new JobChange.Apply(new DesiredJob(target.get(), stored.newestSavepoint()))));
        return job.isAbsent() ? apply : withOurs(facts, seen -> apply);
    }

    static Step settle(Stored stored, Operation operation, OperationFacts facts) {
        if (facts.suspend()) {
            return Step.complete();
        }
        if (facts.job().isAbsent()) {
            return Step.await(
                    Reason.JOB_MISSING,
                    "the FlinkDeployment is gone before the job had settled; " + Advice.startAgain(stored));
        }
        return withOurs(facts, job -> {
            if (!job.asksFor(to(operation), true)) {
                return start(stored, operation, facts);
            }
            return job.isUp() && hasCheckpoint(job, facts.figures())
                    ? Step.complete()
                    : Step.await(
                            Reason.SETTLING, progress("waiting for the job to run and to complete a checkpoint", job));
        });
    }

    private static boolean hasCheckpoint(JobState job, Observed<JobFigures> figures) {
        return figures.value()
                .filter(seen -> seen.jobId().equals(job.jobId()) && seen.completedCheckpoints() > 0)
                .isPresent();
    }

    private static String progress(String waiting, JobState job) {
        String state = job.jobState().isEmpty() ? "" : "; it is " + job.jobState();
        String error = job.error()
                .map(text -> "; the Flink Kubernetes operator says: " + text)
                .orElse("");
        return waiting + state + error;
    }

    private interface WithJob {
        Step decide(JobState job);
    }

    private static Step withOurs(OperationFacts facts, WithJob decision) {
        Optional<JobState> job = facts.job().value();
        if (job.isEmpty()) {
            return facts.job().outage().map(Step::await).orElseGet(Step::complete);
        }
        if (!job.get().ours()) {
            return Step.await(
                    Reason.RESOURCE_CONFLICT,
                    "a FlinkDeployment of the pipeline's name exists and belongs to somebody else; remove it or give the"
                            + " pipeline another name");
        }
        if (job.get().deleting()) {
            return Step.await(Reason.JOB_MISSING, "waiting for the FlinkDeployment that is being deleted to be gone");
        }
        return decision.decide(job.get());
    }

    private static String to(Operation operation) {
        return operation.toRevision().map(RevisionName::toString).orElse("");
    }
}
