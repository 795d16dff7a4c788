package io.millrace.platform.flink.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A new {@code savepointRedeployNonce}: whatever runs is dropped with its state, and the job starts from
 * {@code initialSavepointPath}. It shows as stable at once.
 */
final class Redeployment {

    private Redeployment() {}

    static boolean isWanted(Desired desired, RecordedSpec recorded) {
        JsonNode nonce = nonce(desired.json());
        return !nonce.isMissingNode() && !nonce.isNull() && !nonce.equals(nonce(recorded.spec()));
    }

    private static JsonNode nonce(JsonNode spec) {
        return spec.path("job").path("savepointRedeployNonce");
    }

    static Optional<FlinkError> refusal(Desired desired, RecordedSpec recorded) {
        return isWanted(desired, recorded)
                        && desired.spec().job().initialSavepointPath().isEmpty()
                ? Optional.of(FlinkError.invalid("InitialSavepointPath must not be empty for savepoint redeployment"))
                : Optional.empty();
    }

    static Plan plan(Desired desired, RecordedSpec recorded, Observation seen) {
        DeploymentStatus status = seen.status();
        Optional<String> path = desired.spec().job().initialSavepointPath();
        boolean dropped = status.jobManager() == JobManagerState.MISSING
                && status.job().isOver()
                && status.job().upgradeSavepointPath().equals(path)
                && seen.cluster().isGone();
        if (!dropped) {
            return Plan.of(
                    status.with(JobManagerState.MISSING)
                            .with(status.job().withState(JobState.FINISHED).withUpgradeSavepointPath(path)),
                    new Step.EndCluster());
        }
        RecordedSpec target = RecordedSpec.suspended(desired.json(), UpgradeMode.SAVEPOINT, recorded.firstDeployment());
        DeploymentStatus deployed = desired.isRunning()
                ? status.with(JobManagerState.DEPLOYING)
                        .with(status.job().withId(seen.freshJobId()).withState(JobState.RECONCILING))
                        .with(status.reconciliation().deployed(target.running()).stable())
                : status.with(status.reconciliation().deployed(target).stable());
        return Plan.of(deployed.withoutError().observing(desired.generation()));
    }
}
