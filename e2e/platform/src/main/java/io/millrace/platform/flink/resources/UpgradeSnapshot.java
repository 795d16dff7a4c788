package io.millrace.platform.flink.resources;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.millrace.platform.flink.deployment.DeploymentKey;
import io.millrace.platform.flink.snapshot.SnapshotLabels;
import java.time.Instant;
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
                .withLabels(Map.of(SnapshotLabels.TRIGGER_TYPE, "UPGRADE"))
                .endMetadata()
                .addToAdditionalProperties("spec", spec(key, path))
                .build();
    }

    private static Map<String, Object> spec(DeploymentKey key, String path) {
        return Map.of(
                "jobReference", Map.of("kind", "FlinkDeployment", "name", key.name()),
                "backoffLimit", -1,
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
}
