package io.millrace.platform.flink.snapshot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Everything a decision may ask. {@code freshTriggerId} is an id that no trigger has had, in case one is needed. */
public record SnapshotObservation(
        String key,
        boolean deleting,
        boolean hasFinalizer,
        SnapshotReading reading,
        Map<String, String> labels,
        SnapshotStatus status,
        Optional<TargetJob> target,
        Attempt trigger,
        Attempt disposal,
        String freshTriggerId,
        Instant now) {}
