package io.millrace.platform.flink.deployment;

/** No job runs; where the next one starts from is on record. */
final class Suspended {

    private Suspended() {}

    static Plan plan(Desired desired, RecordedSpec recorded, Observation seen) {
        DeploymentStatus status = seen.status();
        if (desired.isRunning()) {
            RecordedSpec target = RecordedSpec.suspended(desired.json(), desired.inherits(recorded), false);
            return Plan.of(status.with(status.reconciliation().upgradingTo(target))
                    .withoutError()
                    .observing(desired.generation()));
        }
        Plan plan = Plan.of(edited(desired, recorded, status)
                .with(seen.cluster().jobManager().alive() ? status.jobManager() : JobManagerState.MISSING));
        return seen.cluster().taskManagers() > 0 ? plan.and(new Step.EndTaskManagers()) : plan;
    }

    private static DeploymentStatus edited(Desired desired, RecordedSpec recorded, DeploymentStatus status) {
        if (desired.generation() == status.observedGeneration()) {
            return status;
        }
        RecordedSpec target =
                RecordedSpec.suspended(desired.json(), recorded.upgradeMode(), recorded.firstDeployment());
        return status.with(status.reconciliation().deployed(target))
                .withoutError()
                .observing(desired.generation());
    }
}
