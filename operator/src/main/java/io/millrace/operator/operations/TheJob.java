package io.millrace.operator.operations;

import io.millrace.operator.jobs.JobState;
import io.millrace.operator.result.Reason;
import io.millrace.operator.revisions.RevisionName;
import java.util.Optional;
import java.util.function.Function;

/** What the phases of a job have in common: whose it is, and how it is spoken of. */
final class TheJob {

    static final String BEING_DELETED = "waiting for the FlinkDeployment that is being deleted to be gone; the Flink"
            + " Kubernetes operator must run to release it";

    private TheJob() {}

    /** Asks the phase only about a job that is there, ours, and staying. */
    static Step ours(OperationFacts facts, Function<JobState, Step> phase) {
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
            return Step.await(Reason.JOB_MISSING, BEING_DELETED);
        }
        return phase.apply(job.get());
    }

    // Who takes the label off a FlinkDeployment has not made it another revision.
    static Optional<RevisionName> revision(JobState job, Stored stored) {
        return RevisionName.tryParse(job.asked().revision()).or(stored::current);
    }

    static String progress(String waiting, JobState job) {
        return waiting + words(job);
    }

    /** What Flink and its operator say. */
    static String words(JobState job) {
        String state = job.jobState().isEmpty() ? "" : "; it is " + job.jobState();
        String error = job.error()
                .map(text -> "; the Flink Kubernetes operator says: " + text)
                .orElse("");
        return state + error + Advice.notLookedAt(job).map(text -> "; " + text).orElse("");
    }
}
