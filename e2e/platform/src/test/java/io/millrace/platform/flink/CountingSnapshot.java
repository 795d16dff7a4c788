package io.millrace.platform.flink;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Objects;

/** A FlinkStateSnapshot of a deployment of the counting job. */
public final class CountingSnapshot {

    private final KubernetesClient client;
    private final String namespace;
    private final String name;
    private final String kind;

    public CountingSnapshot(KubernetesClient client, String namespace, String name, String kind) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
        this.kind = kind;
    }

    void create() {
        create("counting");
    }

    public void create(String deployment) {
        client.resource(Serialization.unmarshal(
                        """
                        apiVersion: flink.apache.org/v1beta1
                        kind: FlinkStateSnapshot
                        metadata: {name: %s, namespace: %s}
                        spec:
                          jobReference: {kind: FlinkDeployment, name: %s}
                          backoffLimit: 2
                          %s: {}
                        """
                                .formatted(name, namespace, deployment, kind),
                        GenericKubernetesResource.class))
                .create();
    }

    public void delete() {
        resource().delete();
    }

    public boolean exists() {
        return resource().get() != null;
    }

    String state() {
        return status("state");
    }

    public String path() {
        return status("path");
    }

    private String status(String field) {
        String value = Objects.requireNonNull(resource().get(), name).get("status", field);
        return value == null ? "" : value;
    }

    Map<String, String> labels() {
        return Objects.requireNonNull(resource().get(), name).getMetadata().getLabels();
    }

    private Resource<GenericKubernetesResource> resource() {
        return client.genericKubernetesResources("flink.apache.org/v1beta1", "FlinkStateSnapshot")
                .inNamespace(namespace)
                .withName(name);
    }
}
