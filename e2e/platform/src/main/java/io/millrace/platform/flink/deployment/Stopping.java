package io.millrace.platform.flink.deployment;

import java.util.Optional;

/**
 * A running deployment has to stop, to be suspended or to run another spec, and the state of its job must be had first:
 * in the way that the spec asks for, or in one that is still open when the job does not run.
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
        Optional<String> savepoint = seen.cluster().savepointOfStop();
        if (savepoint.isPresent()) {
            Plan stopped = withPath(savepoint);
            return Optional.of(
                    desired.spec().upgrade().snapshotResources()
                            ? stopped.and(new Step.RecordUpgradeSavepoint(savepoint.get(), seen.now()))
                            : stopped);
        }
        UpgradeMode mode = desired.spec().upgrade().mode();
        if (mode == UpgradeMode.STATELESS) {
            return Optional.of(stopped(UpgradeMode.STATELESS, status.with(JobManagerState.MISSING))
                    .and(new Step.EndCluster()));
        }
        if (status.job().isOver()) {
            return Optional.of(afterTheEnd());
        }
        if (!status.job().isRunning()) {
            return withoutRunningJob(mode);
        }
        return mode == UpgradeMode.LAST_STATE ? Optional.of(withLastState()) : withSavepoint();
    }

    private Optional<Plan> withSavepoint() {
        if (seen.cluster().stop().inProgress()) {
            return Optional.empty();
        }
        return Optional.of(seen.cluster()
                .stop()
                .failureToShow(seen.generation(), seen.now())
                .map(failure -> Plan.of(status.withError(FlinkError.savepointFailed(failure.cause()))))
                .orElseGet(this::ask));
    }

    private Plan ask() {
        String jobId = status.job().id().orElseThrow();
        String folder = StateFolders.savepoints(desired.spec()).orElseThrow();
        return Plan.of(status, new Step.StopWithSavepoint(new StopRequest(jobId, folder, seen.generation())));
    }

    private Optional<Plan> withoutRunningJob(UpgradeMode mode) {
        ClusterView cluster = seen.cluster();
        boolean lastState =
                mode == UpgradeMode.LAST_STATE || desired.spec().upgrade().lastStateFallback();
        if (cluster.stop().inProgress()) {
            return Optional.empty();
        }
        if (lastState && cluster.failOver() != FailOver.NOTHING) {
            return Optional.of(withLastState());
        }
        // A JobManager that is up may be about to run the job; one that is down and left nothing behind never got
        // there.
        if (cluster.jobManager().alive() || cluster.failOver() != FailOver.NOTHING) {
            return Optional.empty();
        }
        return Optional.of(
                recorded.upgradeMode() == UpgradeMode.LAST_STATE
                        ? Plan.of(status.withError(FlinkError.failOverDataGone()))
                        : withPath(status.job().upgradeSavepointPath()));
    }

    /** From where the job left its state when it ended. */
    private Plan afterTheEnd() {
        Optional<String> checkpoint = seen.cluster()
                .job()
                .flatMap(JobView::lastCheckpoint)
                .or(() -> seen.cluster().ended().flatMap(ClusterView.Ended::checkpoint));
        Optional<String> path = checkpoint.or(() -> status.job().upgradeSavepointPath());
        return path.filter(UpgradeMode.LAST_STATE_PATH::equals).isPresent()
                ? Plan.of(status.withError(FlinkError.lastCheckpointUnknown()))
                : withPath(path);
    }

    private Plan withPath(Optional<String> path) {
        boolean alive = seen.cluster().jobManager().alive();
        DeploymentStatus left = status.with(alive ? status.jobManager() : JobManagerState.MISSING)
                .with(status.job().withUpgradeSavepointPath(path));
        // A JobManager that lives can still be asked how its job ended.
        return stopped(UpgradeMode.SAVEPOINT, left).and(alive ? new Step.EndTaskManagers() : new Step.EndCluster());
    }

    private Plan withLastState() {
        return stopped(UpgradeMode.LAST_STATE, status.with(JobManagerState.MISSING))
                .and(new Step.EndProcesses());
    }

    private Plan stopped(UpgradeMode mode, DeploymentStatus left) {
        RecordedSpec target =
                RecordedSpec.suspended(desired.json(), mode, !desired.isRunning() && recorded.firstDeployment());
        Reconciliation before = status.reconciliation();
        Reconciliation after = desired.isRunning() ? before.upgradingTo(target) : before.deployed(target);
        boolean settled = !desired.isRunning() && before.isStable();
        return Plan.of(left.with(left.job().withState(JobState.FINISHED))
                .with(settled ? after.stable() : after)
                .withoutError()
                .observing(desired.generation()));
    }
}
