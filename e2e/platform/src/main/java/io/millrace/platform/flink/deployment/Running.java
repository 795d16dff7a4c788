package io.millrace.platform.flink.deployment;

import java.util.Optional;

/** A job is meant to run: its processes are kept up, until the desired spec asks for a stop. */
final class Running {

    private Running() {}

    static Plan plan(Desired desired, RecordedSpec recorded, Observation seen) {
        DeploymentStatus status = ClusterStatus.next(seen);
        if (desired.isRunning() && !desired.differsFrom(recorded) && !isBeingStopped(seen.cluster())) {
            DeploymentStatus shown = Overlooked.isAllThatHappened(seen) ? seen.status() : status;
            return keepUp(recorded, shown.observing(desired.generation()), seen);
        }
        return Stopping.plan(desired, recorded, status, seen).orElseGet(() -> keepUp(recorded, status, seen));
    }

    // Once asked for, a stop is followed through, even when the edit that wanted it has been taken back.
    private static boolean isBeingStopped(ClusterView cluster) {
        return cluster.stop().inProgress() || cluster.savepointOfStop().isPresent();
    }

    private static Plan keepUp(RecordedSpec recorded, DeploymentStatus status, Observation seen) {
        ClusterView cluster = seen.cluster();
        Plan plan = Plan.of(status);
        if (status.job().isOver()) {
            return cluster.taskManagers() > 0 ? plan.and(new Step.EndTaskManagers()) : plan;
        }
        if (cluster.jobManager().isWaiting(seen.now())) {
            return plan;
        }
        FlinkSpec spec = RecordedSpecs.read(recorded);
        if (!cluster.jobManager().alive()) {
            String jobId = status.job().id().orElseThrow();
            Optional<String> restoreFrom =
                    recorded.upgradeMode().restoreFrom(status.job().upgradeSavepointPath());
            plan = plan.and(new Step.StartJobManager(new JobStart(spec, jobId, restoreFrom)));
        }
        return cluster.taskManagers() < spec.taskManagers() ? plan.and(new Step.KeepTaskManagers(spec)) : plan;
    }
}
