package io.millrace.platform.flink.deployment;

import java.util.Optional;

/** The status of a deployment that is meant to run, as far as it follows from what is seen of its cluster. */
final class ClusterStatus {

    private ClusterStatus() {}

    static DeploymentStatus next(Observation seen) {
        DeploymentStatus last = seen.status();
        ClusterView cluster = seen.cluster();
        if (cluster.ended().isPresent()) {
            return last.with(last.job().withState(cluster.ended().get().state()));
        }
        if (last.job().isOver() && !cluster.jobManager().alive()) {
            return last;
        }
        if (!cluster.jobManager().alive()) {
            return notThere(seen).with(last.job().withState(JobState.RECONCILING));
        }
        if (!cluster.answers()) {
            return last.with(comingUp(last)).with(last.job().withState(JobState.RECONCILING));
        }
        // The operator gives a REST endpoint that has just come up a moment before it asks for the job.
        if (!last.jobManager().hasAnsweredBefore() || answersInPlaceOfADeadOne(last, cluster)) {
            return last.with(JobManagerState.DEPLOYED_NOT_READY).with(last.job().withState(JobState.RECONCILING));
        }
        return cluster.job()
                .map(job -> ready(last, cluster, job))
                .orElseGet(() -> last.with(last.job().withState(JobState.RECONCILING)));
    }

    // That a mount has worked at last is only known by the first answer.
    private static JobManagerState comingUp(DeploymentStatus last) {
        boolean failedToMount = last.jobManager() == JobManagerState.ERROR
                && last.error().filter(FlinkError::isFailedMount).isPresent();
        return failedToMount ? JobManagerState.ERROR : JobManagerState.DEPLOYING;
    }

    private static boolean answersInPlaceOfADeadOne(DeploymentStatus last, ClusterView cluster) {
        return last.isUp() && cluster.jobManager().exits() > 0;
    }

    private static DeploymentStatus notThere(Observation seen) {
        DeploymentStatus last = seen.status();
        ClusterView cluster = seen.cluster();
        Optional<String> mountProblem = cluster.mountProblem();
        if (mountProblem.isPresent()) {
            return last.with(JobManagerState.ERROR).withError(FlinkError.cannotMount(mountProblem.get()));
        }
        if (cluster.jobManager().isWaiting(seen.now())) {
            return last.with(JobManagerState.ERROR)
                    .withError(FlinkError.crashLoop(
                            seen.key(), cluster.jobManager().pause()));
        }
        return last.with(JobManagerState.DEPLOYING);
    }

    private static DeploymentStatus ready(DeploymentStatus last, ClusterView cluster, JobView job) {
        DeploymentStatus ready =
                last.with(JobManagerState.READY).with(last.job().seenAs(job)).withClusterInfo(cluster.clusterInfo());
        return job.state() == JobState.RUNNING
                ? ready.with(ready.reconciliation().stable()).withoutError()
                : ready;
    }
}
