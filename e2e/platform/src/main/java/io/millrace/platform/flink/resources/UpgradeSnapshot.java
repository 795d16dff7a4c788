package io.millrace.platform.flink.resources;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.millrace.platform.flink.deployment.DeploymentKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** The FlinkStateSnapshot of a savepoint that exists already. */
final class UpgradeSnapshot {

    private UpgradeSnapshot() {}

    static GenericKubernetesResource of(DeploymentKey key, String path, Instant at) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion("flink.apache.org/v1beta1")
                .withKind("FlinkStateSnapshot")
                .withNewMetadata()
                .withNamespace(key.namespace())
                .withName(key.name() + "-savepoint-upgrade-" + at.toEpochMilli())
                .withLabels(Map.of(
                        "job-reference.kind", "FlinkDeployment",
                        "job-reference.name", key.name(),
                        "snapshot.state", "COMPLETED",
                        "snapshot.trigger-type", "UPGRADE",
                        "snapshot.type", "SAVEPOINT"))
                .endMetadata()
                .addToAdditionalProperties("spec", spec(key, path))
                .build();
    }

    private static Map<String, Object> spec(DeploymentKey key, String path) {
        return Map.of(
                "jobReference", Map.of("kind", "FlinkDeployment", "name", key.name()),
                "backoffLimit", 0,
                "savepoint",
                        Map.of(
                                "alreadyExists",
                                true,
                                "disposeOnDelete",
                                false,
                                "formatType",
                                "CANONICAL",
                                "path",
                                path));
    }

    static Map<String, Object> completed(String path, Instant at) {
        String time = at.truncatedTo(ChronoUnit.MILLIS).toString();
        return Map.of(
                "failures", 0, "path", path, "resultTimestamp", time, "state", "COMPLETED", "triggerTimestamp", time);
    }
}
