package io.millrace.platform.flink.deployment;

import java.time.Instant;
import java.util.Optional;

/**
 * A job as the JobManager's REST API shows it.
 *
 * @param lastChange when the state of one of its tasks last changed
 * @param lastCheckpoint the newest one that it could be restored from
 */
public record JobView(
        JobState state, String name, long startTime, Instant lastChange, Optional<String> lastCheckpoint) {}
