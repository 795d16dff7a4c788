package io.millrace.platform.flink.deployment;

/** {@code status.lifecycleState}, which follows from the rest of the status. */
public enum Lifecycle {
    CREATED,
    SUSPENDED,
    UPGRADING,
    DEPLOYED,
    STABLE,
    FAILED;

    /** The order of the questions is the operator's. */
    static Lifecycle of(DeploymentStatus status) {
        Reconciliation reconciliation = status.reconciliation();
        if (reconciliation.lastReconciled().isEmpty()) {
            return status.error().isPresent() ? FAILED : CREATED;
        }
        if (reconciliation.phase() == Reconciliation.Phase.UPGRADING) {
            return UPGRADING;
        }
        if (!reconciliation.lastReconciled().get().isRunning()) {
            return SUSPENDED;
        }
        if (status.job().state().filter(JobState.FAILED::equals).isPresent()) {
            return FAILED;
        }
        return reconciliation.isStable() ? STABLE : DEPLOYED;
    }
}
