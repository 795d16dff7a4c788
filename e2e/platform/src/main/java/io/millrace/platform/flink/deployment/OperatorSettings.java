package io.millrace.platform.flink.deployment;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Configuration keys that speak to the Flink Kubernetes operator itself, and the values that we behave like. */
final class OperatorSettings {

    private static final String PREFIX = "kubernetes.operator.";

    private static final Map<String, String> AS_WE_BEHAVE = Map.of(
            PREFIX + "deployment.rollback.enabled",
            "false",
            PREFIX + "job.savepoint-on-deletion",
            "false",
            PREFIX + "savepoint.cleanup.enabled",
            "false",
            "job.autoscaler.enabled",
            "false");

    private static final String SNAPSHOT_RESOURCES = PREFIX + "snapshot.resource.enabled";

    private static final String LAST_STATE_FALLBACK = PREFIX + "job.upgrade.last-state-fallback.enabled";

    private static final Set<String> SWITCHES = Set.of(LAST_STATE_FALLBACK, SNAPSHOT_RESOURCES);

    /** About how often it looks and how long it keeps what is over: nothing that a pipeline would notice. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            PREFIX + "deployment.readiness.timeout",
            PREFIX + "jm-deployment.shutdown-ttl",
            PREFIX + "observer.progress-check.interval",
            PREFIX + "observer.rest-ready.delay",
            PREFIX + "reconcile.interval");

    /** Where a job runs and finds its leader is decided by whoever runs it. */
    private static final Set<String> FORBIDDEN =
            Set.of("kubernetes.namespace", "kubernetes.cluster-id", "high-availability.cluster-id");

    private OperatorSettings() {}

    static boolean speaksToTheOperator(String key) {
        return key.startsWith(PREFIX) || key.startsWith("job.autoscaler");
    }

    static boolean lastStateFallback(Map<String, String> configuration) {
        return !configuration.getOrDefault(LAST_STATE_FALLBACK, "true").equals("false");
    }

    /** Whether a savepoint that is taken for an edit leaves a FlinkStateSnapshot behind. */
    static boolean snapshotResources(Map<String, String> configuration) {
        return !configuration.getOrDefault(SNAPSHOT_RESOURCES, "true").equals("false");
    }

    static Optional<String> refusal(String key, String value) {
        if (FORBIDDEN.contains(key)) {
            return Optional.of("Forbidden Flink config key: " + key);
        }
        if (SWITCHES.contains(key) && (value.equals("true") || value.equals("false"))) {
            return Optional.empty();
        }
        if (!speaksToTheOperator(key) || WITHOUT_EFFECT.contains(key) || value.equals(AS_WE_BEHAVE.get(key))) {
            return Optional.empty();
        }
        return Optional.of("The local Flink runtime does not support " + key + ": " + value);
    }
}
