package io.millrace.platform.flink.snapshot;

/** {@code status.state}. The last three are final. */
public enum SnapshotState {
    TRIGGER_PENDING,
    IN_PROGRESS,
    COMPLETED,
    FAILED,
    ABANDONED
}
