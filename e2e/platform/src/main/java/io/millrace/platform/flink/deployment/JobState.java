package io.millrace.platform.flink.deployment;

import java.util.Locale;

/** Flink's job states, and RECONCILING for a job that cannot be asked right now. */
public enum JobState {
    INITIALIZING,
    CREATED,
    RUNNING,
    FAILING,
    FAILED,
    CANCELLING,
    CANCELED,
    FINISHED,
    RESTARTING,
    SUSPENDED,
    RECONCILING;

    /** Such a job never runs again, whatever happens to its JobManager. */
    public boolean isOver() {
        return this == FAILED || this == CANCELED || this == FINISHED;
    }

    /** As a reason of a condition spells it. */
    String camelCase() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
}
