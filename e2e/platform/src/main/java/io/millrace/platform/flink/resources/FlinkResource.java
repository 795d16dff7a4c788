package io.millrace.platform.flink.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.millrace.platform.flink.deployment.DeploymentKey;
import io.millrace.platform.flink.deployment.Misbehaviours;
import io.millrace.platform.flink.deployment.StatusJson;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One version of a FlinkDeployment or FlinkStateSnapshot, read generically: their schema is another project's and
 * changes with it.
 */
public record FlinkResource(GenericKubernetesResource raw) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public DeploymentKey key() {
        return new DeploymentKey(
                raw.getMetadata().getNamespace(), raw.getMetadata().getName());
    }

    public String uid() {
        return raw.getMetadata().getUid();
    }

    public long generation() {
        return raw.getMetadata().getGeneration();
    }

    public boolean isDeleting() {
        return raw.getMetadata().getDeletionTimestamp() != null;
    }

    public boolean hasFinalizer() {
        return raw.getFinalizers().contains(finalizer());
    }

    String finalizer() {
        return raw.getKind().toLowerCase(Locale.ROOT) + "s.flink.apache.org/finalizer";
    }

    public Map<String, String> labels() {
        return Optional.ofNullable(raw.getMetadata().getLabels()).orElse(Map.of());
    }

    public Misbehaviours misbehaviours() {
        return Misbehaviours.of(
                Optional.ofNullable(raw.getMetadata().getAnnotations()).orElse(Map.of()),
                StatusJson.read(status()).recordedRevision());
    }

    public JsonNode spec() {
        return part("spec");
    }

    public JsonNode status() {
        return part("status");
    }

    private JsonNode part(String name) {
        Object part = raw.getAdditionalProperties().get(name);
        return part == null ? MissingNode.getInstance() : JSON.valueToTree(part);
    }

    /** The API server numbers versions upwards; this is only asked of versions of the same object. */
    public boolean isNewerThan(FlinkResource other) {
        return !uid().equals(other.uid()) || version() > other.version();
    }

    private long version() {
        return Long.parseLong(raw.getMetadata().getResourceVersion());
    }

    FlinkResource withStatus(ObjectNode status) {
        GenericKubernetesResource copy = JSON.convertValue(raw, GenericKubernetesResource.class);
        copy.setAdditionalProperty("status", JSON.convertValue(status, Map.class));
        return new FlinkResource(copy);
    }
}
