package io.millrace.platform.flink.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The resource is being deleted: the job is cancelled, nothing is left behind, and the status is not touched again. */
final class Deletion {

    private static final Duration TIME_TO_CANCEL = Duration.ofSeconds(10);

    private Deletion() {}

    static Plan plan(Observation seen) {
        if (!seen.hasFinalizer()) {
            return Plan.of(seen.status());
        }
        if (jobRuns(seen.cluster())) {
            Optional<Instant> asked = seen.cluster().cancelAsked();
            if (asked.isEmpty()) {
                return Plan.of(
                        seen.status(),
                        new Step.CancelJob(seen.status().job().id().orElseThrow()));
            }
            if (asked.get().plus(TIME_TO_CANCEL).isAfter(seen.now())) {
                return Plan.of(seen.status());
            }
        }
        return Plan.of(seen.status(), new Step.EndCluster(), new Step.RemoveFinalizer());
    }

    private static boolean jobRuns(ClusterView cluster) {
        return cluster.job().filter(job -> !job.state().isOver()).isPresent();
    }
}
