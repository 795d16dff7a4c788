package io.millrace.platform.flink.deployment;

/** The way to a new job: the old cluster goes, then the recorded spec is deployed from the recorded savepoint. */
final class Upgrading {

    private Upgrading() {}

    static Plan plan(Desired desired, RecordedSpec recorded, Observation seen) {
        DeploymentStatus status = seen.status();
        if (status.jobManager() != JobManagerState.MISSING || !seen.cluster().isAbsent()) {
            return Plan.of(status.with(JobManagerState.MISSING), new Step.EndCluster());
        }
        if (!desired.isRunning()) {
            return Plan.of(status.with(status.reconciliation().deployed(suspended(desired, recorded)))
                    .observing(desired.generation()));
        }
        if (desired.generation() != status.observedGeneration()) {
            return Plan.of(status.with(status.reconciliation().upgradingTo(suspended(desired, recorded)))
                    .observing(desired.generation()));
        }
        JobStatus job = status.job().isOver() ? status.job().withId(seen.freshJobId()) : status.job();
        return Plan.of(status.with(JobManagerState.DEPLOYING)
                .with(job.withState(JobState.RECONCILING))
                .with(status.reconciliation().deployed(recorded.running())));
    }

    private static RecordedSpec suspended(Desired desired, RecordedSpec recorded) {
        return RecordedSpec.suspended(desired.json(), recorded.upgradeMode(), recorded.firstDeployment());
    }
}
