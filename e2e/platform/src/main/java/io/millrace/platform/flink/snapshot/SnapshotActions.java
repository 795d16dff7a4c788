package io.millrace.platform.flink.snapshot;

import java.time.Duration;

/** What can be done about one snapshot. How a trigger or a disposal goes is seen later. */
public interface SnapshotActions {

    void addFinalizer();

    void trigger(SnapshotRequest request);

    void failTrigger(SnapshotRequest request);

    void hangTrigger(SnapshotRequest request, Duration patience);

    void dispose(String path);

    void removeFinalizer();
}
