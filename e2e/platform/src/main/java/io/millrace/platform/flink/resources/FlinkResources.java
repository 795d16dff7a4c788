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
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** FlinkDeployments and FlinkStateSnapshots in the API server. */
public final class FlinkResources {

    private static final ResourceDefinitionContext DEPLOYMENTS = kind("FlinkDeployment", "flinkdeployments");
    private static final ResourceDefinitionContext SNAPSHOTS = kind("FlinkStateSnapshot", "flinkstatesnapshots");

    private final KubernetesClient client;

    public FlinkResources(KubernetesClient client) {
        this.client = client;
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

    /** Returns when all deployments that there are have been handed to the watcher. */
    public SharedIndexInformer<GenericKubernetesResource> watch(DeploymentWatcher watcher) {
        return client.genericKubernetesResources(DEPLOYMENTS).inAnyNamespace().inform(new ResourceEventHandler<>() {
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
    public interface DeploymentWatcher {
        void seen(FlinkResource resource);

        void gone(FlinkResource resource);
    }

    public Optional<FlinkResource> read(DeploymentKey key) {
        return Optional.ofNullable(client.genericKubernetesResources(DEPLOYMENTS)
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
            raw.addFinalizer(FlinkResource.FINALIZER);
            return raw;
        });
    }

    public Optional<FlinkResource> removeFinalizer(FlinkResource resource) {
        return edit(resource, raw -> {
            raw.removeFinalizer(FlinkResource.FINALIZER);
            return raw;
        });
    }

    // Retried on a fresh copy: it adds or takes away one entry, whatever else has changed.
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

    /** What the operator leaves behind of each savepoint that it takes for an edit. */
    public void recordUpgradeSavepoint(DeploymentKey key, String path, Instant at) {
        GenericKubernetesResource snapshot = UpgradeSnapshot.of(key, path, at);
        if (client.genericKubernetesResources(SNAPSHOTS)
                        .inNamespace(key.namespace())
                        .withName(snapshot.getMetadata().getName())
                        .get()
                != null) {
            return;
        }
        GenericKubernetesResource created = client.resource(snapshot).create();
        created.setAdditionalProperty("status", UpgradeSnapshot.completed(path, at));
        client.resource(created).updateStatus();
    }
}
