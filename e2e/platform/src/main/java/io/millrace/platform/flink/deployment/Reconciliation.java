package io.millrace.platform.flink.deployment;

import java.util.Optional;

/** {@code status.reconciliationStatus}: which spec is being, or was, put into effect. */
public record Reconciliation(Phase phase, Optional<RecordedSpec> lastReconciled, Optional<RecordedSpec> lastStable) {

    /** Its {@code state}; the phases of the operator's own rollback never occur here. */
    public enum Phase {
        UPGRADING,
        DEPLOYED
    }

    // The operator shows UPGRADING before it has looked at a deployment for the first time.
    static final Reconciliation NONE = new Reconciliation(Phase.UPGRADING, Optional.empty(), Optional.empty());

    Reconciliation upgradingTo(RecordedSpec spec) {
        return new Reconciliation(Phase.UPGRADING, Optional.of(spec), lastStable);
    }

    Reconciliation deployed(RecordedSpec spec) {
        return new Reconciliation(Phase.DEPLOYED, Optional.of(spec), lastStable);
    }

    Reconciliation stable() {
        return new Reconciliation(phase, lastReconciled, lastReconciled);
    }

    boolean isStable() {
        return lastReconciled.equals(lastStable);
    }
}
