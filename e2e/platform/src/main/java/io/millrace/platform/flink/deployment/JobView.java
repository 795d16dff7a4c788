package io.millrace.platform.flink.deployment;

import java.util.Optional;

/** A job as the JobManager's REST API shows it; the checkpoint is the newest one that it could be restored from. */
public record JobView(JobState state, String name, long startTime, Optional<String> lastCheckpoint) {}
