package io.millrace.platform.flink.deployment;

import java.util.Optional;

/** The resource is being deleted: the job is cancelled, nothing is left behind, and the status is not touched again. */
final class Deletion {

    private Deletion() {}

    static Plan plan(Observation seen) {
        Plan plan = Plan.of(seen.status());
        if (!seen.hasFinalizer()) {
            return plan;
        }
        Optional<String> jobId = seen.status().job().id();
        if (seen.cluster().answers() && jobId.isPresent() && jobToCancel(seen)) {
            plan = plan.and(new Step.CancelJob(jobId.get()));
        }
        return plan.and(new Step.EndCluster()).and(new Step.RemoveFinalizer());
    }

    private static boolean jobToCancel(Observation seen) {
        return seen.cluster().job().filter(job -> !job.state().isOver()).isPresent();
    }
}
