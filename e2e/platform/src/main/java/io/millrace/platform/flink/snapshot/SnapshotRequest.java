package io.millrace.platform.flink.snapshot;

import io.millrace.platform.flink.snapshot.SnapshotSpec.Kind;

/** What to ask Flink for, under an id that was on record before; a checkpoint has no folder and no format. */
public record SnapshotRequest(String jobId, String triggerId, Kind kind, String folder, String format) {}
