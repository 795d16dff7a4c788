package io.millrace.platform.flink.deployment;

import com.fasterxml.jackson.databind.JsonNode;

/** The spec to work towards. While the resource's own is refused, it is the one that was accepted last. */
record Desired(JsonNode json, FlinkSpec spec, long generation) {

    boolean isRunning() {
        return spec.job().running();
    }

    /** How a job that is suspended, or on its way, was stopped decides how it starts, unless its state is unwanted. */
    UpgradeMode inherits(RecordedSpec recorded) {
        return spec.upgrade().mode() == UpgradeMode.STATELESS ? UpgradeMode.STATELESS : recorded.upgradeMode();
    }

    boolean differsFrom(RecordedSpec recorded) {
        return SpecChange.needsRestart(recorded.spec(), json);
    }
}
