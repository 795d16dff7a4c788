package io.millrace.platform.flink.deployment;

/** {@code status.jobManagerDeploymentStatus}. */
public enum JobManagerState {
    READY,
    DEPLOYED_NOT_READY,
    DEPLOYING,
    MISSING,
    ERROR;

    boolean hasAnsweredBefore() {
        return this == READY || this == DEPLOYED_NOT_READY;
    }
}
