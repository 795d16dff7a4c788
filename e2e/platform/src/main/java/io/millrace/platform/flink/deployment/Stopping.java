package io.millrace.platform.flink.deployment;

import java.util.Optional;

/**
 * A running deployment has to stop, to be suspended or to run another spec. The job's state must be had first: from a
 * savepoint that stops it, or, when there is no job to ask, from where it left it.
 */
final class Stopping {

    private final Desired desired;
    private final RecordedSpec recorded;
    private final DeploymentStatus status;
    private final Observation seen;

    private Stopping(Desired desired, RecordedSpec recorded, DeploymentStatus status, Observation seen) {
        this.desired = desired;
        this.recorded = recorded;
        this.status = status;
        this.seen = seen;
    }

    /** Empty while all that can be done is to keep the cluster up and wait. */
    static Optional<Plan> plan(Desired desired, RecordedSpec recorded, DeploymentStatus status, Observation seen) {
        return new Stopping(desired, recorded, status, seen).plan();
    }

    private Optional<Plan> plan() {
        ClusterView cluster = seen.cluster();
        Optional<String> savepoint = cluster.savepointOfStop();
        if (savepoint.isPresent()) {
            return Optional.of(stopped(savepoint).and(new Step.RecordUpgradeSavepoint(savepoint.get(), seen.now())));
        }
        if (status.job().isOver()) {
            return Optional.of(stopped(lastCheckpoint().or(() -> status.job().upgradeSavepointPath())));
        }
        if (jobHasNeverStarted()) {
            return Optional.of(stopped(status.job().upgradeSavepointPath()));
        }
        if (cluster.stop().inProgress() || !status.job().isRunning()) {
            return Optional.empty();
        }
        return Optional.of(cluster.stop()
                .failureToShow(seen.generation(), seen.now())
                .map(failure -> Plan.of(status.withError(FlinkError.savepointFailed(failure.cause()))))
                .orElseGet(this::ask));
    }

    private Plan ask() {
        String jobId = status.job().id().orElseThrow();
        String folder = StateFolders.savepoints(desired.spec()).orElseThrow();
        return Plan.of(status, new Step.StopWithSavepoint(new StopRequest(jobId, folder, seen.generation())));
    }

    private Optional<String> lastCheckpoint() {
        return seen.cluster().job().flatMap(JobView::lastCheckpoint).or(() -> seen.cluster()
                .ended()
                .flatMap(ClusterView.Ended::checkpoint));
    }

    // A JobManager that is up may be about to run the job; one that is down and left nothing behind never got there.
    private boolean jobHasNeverStarted() {
        return !seen.cluster().jobManager().alive() && !seen.cluster().recoverable();
    }

    private Plan stopped(Optional<String> path) {
        RecordedSpec target =
                RecordedSpec.suspended(desired.json(), "savepoint", !desired.isRunning() && recorded.firstDeployment());
        Reconciliation before = status.reconciliation();
        Reconciliation after = desired.isRunning() ? before.upgradingTo(target) : before.deployed(target);
        boolean settled = !desired.isRunning() && before.isStable();
        boolean alive = seen.cluster().jobManager().alive();
        return Plan.of(
                status.with(alive ? status.jobManager() : JobManagerState.MISSING)
                        .with(status.job().withState(JobState.FINISHED).withUpgradeSavepointPath(path))
                        .with(settled ? after.stable() : after)
                        .withoutError()
                        .observing(desired.generation()),
                // A JobManager that lives can still be asked how its job ended.
                alive ? new Step.EndTaskManagers() : new Step.EndCluster());
    }
}
