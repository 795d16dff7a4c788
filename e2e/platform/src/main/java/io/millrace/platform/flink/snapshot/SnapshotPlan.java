package io.millrace.platform.flink.snapshot;

import java.util.List;

/** The status to write, and then the steps to take. */
public record SnapshotPlan(SnapshotStatus status, List<SnapshotStep> steps) {

    static SnapshotPlan of(SnapshotStatus status, SnapshotStep... steps) {
        return new SnapshotPlan(status, List.of(steps));
    }
}
