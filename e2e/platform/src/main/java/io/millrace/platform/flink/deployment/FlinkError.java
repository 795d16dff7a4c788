package io.millrace.platform.flink.deployment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** What {@code status.error} holds: JSON text with the class and message of the operator's exception. */
record FlinkError(String json) {

    private static final String PACKAGE = "org.apache.flink.kubernetes.operator.exception.";
    private static final String FAILED_MOUNT = "FailedMount";
    private static final String MANUAL_RESTORE = "Manual restore required.";

    static FlinkError invalid(String sentence) {
        return new FlinkError(error("ValidationException", sentence).toString());
    }

    static FlinkError savepointFailed(String cause) {
        ObjectNode error = error("UpgradeFailureException", "Savepoint Error");
        error.withArray("throwableList")
                .addObject()
                .put("type", "java.util.concurrent.ExecutionException")
                .put("message", cause)
                .putObject("additionalMetadata");
        return new FlinkError(error.toString());
    }

    static FlinkError failOverDataGone() {
        return new FlinkError(error(
                        "UpgradeFailureException",
                        "JobManager deployment is missing and HA metadata is not available to make stateful upgrades. "
                                + MANUAL_RESTORE)
                .toString());
    }

    static FlinkError nothingToRestore() {
        return new FlinkError(error(
                        "RecoveryFailureException",
                        "HA metadata not available to restore from last state. It is possible that the job has finished"
                                + " or terminally failed, or the configmaps have been deleted. ")
                .toString());
    }

    static FlinkError lastCheckpointUnknown() {
        return new FlinkError(error(
                        "UpgradeFailureException",
                        "Job is in terminal state but last checkpoint is unknown, possibly due to an unrecoverable"
                                + " restore error. " + MANUAL_RESTORE)
                .toString());
    }

    static FlinkError cannotMount(String what) {
        return deploymentFailed(what, FAILED_MOUNT);
    }

    static boolean isFailedMount(String error) {
        return error.contains("\"reason\":\"" + FAILED_MOUNT + "\"");
    }

    // The words of a kubelet; nothing but the pause differs from one to the next.
    static FlinkError crashLoop(DeploymentKey key, Duration pause) {
        return deploymentFailed(
                "[flink-main-container] back-off " + pause.toSeconds()
                        + "s restarting failed container=flink-main-container pod=" + key.name() + "_"
                        + key.namespace(),
                "CrashLoopBackOff");
    }

    private static FlinkError deploymentFailed(String message, String reason) {
        ObjectNode error = error("DeploymentFailedException", message);
        error.withObject("/additionalMetadata").put("reason", reason);
        return new FlinkError(error.toString());
    }

    private static ObjectNode error(String exception, String message) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.put("type", PACKAGE + exception).put("message", message);
        error.putObject("additionalMetadata");
        error.putArray("throwableList");
        return error;
    }
}
