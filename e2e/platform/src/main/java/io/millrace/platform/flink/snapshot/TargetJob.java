package io.millrace.platform.flink.snapshot;

import io.millrace.platform.flink.deployment.Misbehaviours;
import java.time.Duration;
import java.util.Optional;

/**
 * The job to take a snapshot of, as the status of its FlinkDeployment shows it.
 *
 * @param folder where its spec wants savepoints
 * @param patience how long a savepoint of it may take
 */
public record TargetJob(
        String id, boolean running, Optional<String> folder, Duration patience, Misbehaviours misbehaviours) {}
