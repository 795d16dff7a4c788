package io.millrace.platform.flink.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** Everything a decision may ask. {@code freshJobId} is an id that no job has had, in case one is needed. */
public record Observation(
        DeploymentKey key,
        long generation,
        boolean deleting,
        boolean hasFinalizer,
        JsonNode specJson,
        DeploymentStatus status,
        ClusterView cluster,
        Misbehaviours misbehaviours,
        String freshJobId,
        Instant now) {}
