package io.millrace.platform.flink.deployment;

import java.util.Optional;

/** One job to be run: by a new JobManager, or by one that takes over from a dead one under the same id. */
public record JobStart(FlinkSpec spec, String jobId, Optional<String> restoreFrom) {}
