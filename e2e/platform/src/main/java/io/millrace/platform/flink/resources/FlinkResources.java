package io.millrace.platform.flink.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.millrace.platform.flink.deployment.DeploymentKey;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** All resources of one kind in the API server. */
public final class FlinkResources {

    private final KubernetesClient client;
    private final ResourceDefinitionContext kind;

    private FlinkResources(KubernetesClient client, ResourceDefinitionContext kind) {
        this.client = client;
        this.kind = kind;
    }

    public static FlinkResources deployments(KubernetesClient client) {
        return new FlinkResources(client, kind("FlinkDeployment", "flinkdeployments"));
    }

    public static FlinkResources snapshots(KubernetesClient client) {
        return new FlinkResources(client, kind("FlinkStateSnapshot", "flinkstatesnapshots"));
    }

    private static ResourceDefinitionContext kind(String kind, String plural) {
        return new ResourceDefinitionContext.Builder()
                .withGroup("flink.apache.org")
                .withVersion("v1beta1")
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }

    /** Returns when all that there are have been handed to the watcher. */
    public SharedIndexInformer<GenericKubernetesResource> watch(Watcher watcher) {
        return client.genericKubernetesResources(kind).inAnyNamespace().inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(GenericKubernetesResource added) {
                watcher.seen(new FlinkResource(added));
            }

            @Override
            public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
                watcher.seen(new FlinkResource(after));
            }

            @Override
            public void onDelete(GenericKubernetesResource gone, boolean finalStateUnknown) {
                watcher.gone(new FlinkResource(gone));
            }
        });
    }

    /** Who is told of each change. */
    public interface Watcher {
        void seen(FlinkResource resource);

        void gone(FlinkResource resource);
    }

    public Optional<FlinkResource> read(DeploymentKey key) {
        return Optional.ofNullable(client.genericKubernetesResources(kind)
                        .inNamespace(key.namespace())
                        .withName(key.name())
                        .get())
                .map(FlinkResource::new);
    }

    /** Empty when the resource has changed since it was read: what was decided about it no longer counts. */
    public Optional<FlinkResource> writeStatus(FlinkResource resource, ObjectNode status) {
        return unlessChanged(() -> client.resource(resource.withStatus(status).raw())
                .lockResourceVersion()
                .updateStatus());
    }

    public Optional<FlinkResource> addFinalizer(FlinkResource resource) {
        return edit(resource, raw -> {
            raw.addFinalizer(resource.finalizer());
            return raw;
        });
    }

    public Optional<FlinkResource> removeFinalizer(FlinkResource resource) {
        return edit(resource, raw -> {
            raw.removeFinalizer(resource.finalizer());
            return raw;
        });
    }

    // Retried on a fresh copy: it adds or takes away its own entries, whatever else has changed.
    private Optional<FlinkResource> edit(FlinkResource resource, UnaryOperator<GenericKubernetesResource> change) {
        return unlessChanged(() -> client.resource(resource.raw()).edit(change));
    }

    private static Optional<FlinkResource> unlessChanged(Supplier<GenericKubernetesResource> write) {
        try {
            return Optional.ofNullable(write.get()).map(FlinkResource::new);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    public Optional<FlinkResource> label(FlinkResource resource, Map<String, String> labels) {
        return edit(resource, raw -> {
            Map<String, String> all = new TreeMap<>(
                    Optional.ofNullable(raw.getMetadata().getLabels()).orElse(Map.of()));
            all.putAll(labels);
            raw.getMetadata().setLabels(all);
            return raw;
        });
    }

    /** Does nothing when there is one of that name. */
    void createUnlessThere(GenericKubernetesResource wanted) {
        String namespace = wanted.getMetadata().getNamespace();
        String name = wanted.getMetadata().getName();
        if (client.genericKubernetesResources(kind)
                        .inNamespace(namespace)
                        .withName(name)
                        .get()
                == null) {
            client.resource(wanted).create();
        }
    }

    /** What the operator leaves behind of each savepoint that it takes for an edit. */
    public void recordUpgradeSavepoint(DeploymentKey key, String path, Instant at) {
        createUnlessThere(UpgradeSnapshot.of(key, path, at));
    }
}
