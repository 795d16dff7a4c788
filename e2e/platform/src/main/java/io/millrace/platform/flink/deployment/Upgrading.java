package io.millrace.platform.flink.deployment;

import java.util.Optional;

/** The way to a new job: the old cluster goes, then the recorded spec is deployed in the recorded mode. */
final class Upgrading {

    private Upgrading() {}

    static Plan plan(Desired desired, RecordedSpec recorded, Observation seen) {
        DeploymentStatus status = seen.status();
        boolean lastState = recorded.upgradeMode() == UpgradeMode.LAST_STATE;
        boolean gone = lastState ? seen.cluster().isAbsent() : seen.cluster().isGone();
        if (status.jobManager() != JobManagerState.MISSING || !gone) {
            return Plan.of(
                    status.with(JobManagerState.MISSING), lastState ? new Step.EndProcesses() : new Step.EndCluster());
        }
        if (!desired.isRunning()) {
            return Plan.of(status.with(status.reconciliation().deployed(target(desired, recorded)))
                    .observing(desired.generation()));
        }
        if (desired.generation() != status.observedGeneration()) {
            return Plan.of(status.with(status.reconciliation().upgradingTo(target(desired, recorded)))
                    .observing(desired.generation()));
        }
        if (lastState && seen.cluster().failOver() == FailOver.NOTHING) {
            return Plan.of(status.withError(FlinkError.nothingToRestore()));
        }
        JobStatus job = lastState ? goingOn(status.job(), seen.cluster().failOver()) : another(status.job(), seen);
        return Plan.of(status.with(JobManagerState.DEPLOYING)
                .with(job.withState(JobState.RECONCILING))
                .with(status.reconciliation().deployed(recorded.running())));
    }

    private static JobStatus goingOn(JobStatus job, FailOver failOver) {
        return failOver == FailOver.CHECKPOINT
                ? job.withUpgradeSavepointPath(Optional.of(UpgradeMode.LAST_STATE_PATH))
                : job;
    }

    private static JobStatus another(JobStatus job, Observation seen) {
        return job.isOver() ? job.withId(seen.freshJobId()) : job;
    }

    private static RecordedSpec target(Desired desired, RecordedSpec recorded) {
        return RecordedSpec.suspended(desired.json(), desired.inherits(recorded), recorded.firstDeployment());
    }
}
