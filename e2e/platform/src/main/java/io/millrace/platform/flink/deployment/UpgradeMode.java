package io.millrace.platform.flink.deployment;

import java.util.Arrays;
import java.util.Optional;

/** {@code spec.job.upgradeMode}; in a recorded spec, how the state of the job that follows is to be had. */
public enum UpgradeMode {
    /** From the path in the status, which may be of a retained checkpoint too. */
    SAVEPOINT("savepoint"),
    /** From what Flink stored for a fail-over, by a job of the same id. */
    LAST_STATE("last-state"),
    STATELESS("stateless");

    /** Stands in the place of a savepoint's path: if what Flink stored is gone, the job must not start from nothing. */
    static final String LAST_STATE_PATH = "KUBERNETES_OPERATOR_LAST_STATE";

    private final String word;

    UpgradeMode(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static Optional<UpgradeMode> of(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word.equals(word)).findFirst();
    }

    /** What a job starts from that is deployed in this mode, by the path in its status. */
    Optional<String> restoreFrom(Optional<String> path) {
        return switch (this) {
            case SAVEPOINT -> path;
            case LAST_STATE -> path.filter(LAST_STATE_PATH::equals);
            case STATELESS -> Optional.empty();
        };
    }
}
