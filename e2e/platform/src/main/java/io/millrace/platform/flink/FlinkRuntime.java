package io.millrace.platform.flink;

import io.millrace.platform.flink.cluster.Cluster;
import io.millrace.platform.flink.cluster.RuntimeSettings;
import io.millrace.platform.flink.deployment.DeploymentKey;
import io.millrace.platform.flink.deployment.Misbehaviours;
import io.millrace.platform.flink.resources.ConfigMapsAndSecrets;
import io.millrace.platform.flink.resources.FlinkResource;
import io.millrace.platform.flink.resources.FlinkResources;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** One worker for each FlinkDeployment that there is. */
final class FlinkRuntime implements FlinkResources.Watcher, AutoCloseable {

    private final RuntimeSettings settings;
    private final FlinkResources deployments;
    private final FlinkResources snapshots;
    private final ConfigMapsAndSecrets configMaps;
    private final Clock clock;
    private final Map<DeploymentKey, DeploymentWorker> workers = new ConcurrentHashMap<>();

    FlinkRuntime(
            RuntimeSettings settings,
            FlinkResources deployments,
            FlinkResources snapshots,
            ConfigMapsAndSecrets configMaps,
            Clock clock) {
        this.settings = settings;
        this.deployments = deployments;
        this.snapshots = snapshots;
        this.configMaps = configMaps;
        this.clock = clock;
    }

    @Override
    public void seen(FlinkResource resource) {
        DeploymentWorker known = workers.get(resource.key());
        if (known != null && known.isFor(resource)) {
            known.tell(resource);
            return;
        }
        gone(resource);
        Cluster cluster = new Cluster(settings, resource.key(), configMaps, configMaps, clock);
        DeploymentWorker worker = new DeploymentWorker(resource, deployments, snapshots, cluster, clock);
        workers.put(resource.key(), worker);
        worker.start();
    }

    @Override
    public void gone(FlinkResource resource) {
        DeploymentWorker worker = workers.remove(resource.key());
        if (worker != null) {
            worker.close();
        }
    }

    /** Whether there is such a deployment. */
    boolean knows(DeploymentKey key) {
        return workers.containsKey(key);
    }

    Optional<FlinkResource> deployment(DeploymentKey key) {
        return Optional.ofNullable(workers.get(key)).map(DeploymentWorker::newest);
    }

    Misbehaviours misbehaviours(DeploymentKey key) {
        return deployment(key).map(FlinkResource::misbehaviours).orElse(Misbehaviours.NONE);
    }

    Optional<URI> rest(DeploymentKey key) {
        return Optional.ofNullable(workers.get(key)).flatMap(DeploymentWorker::rest);
    }

    @Override
    public void close() {
        List<CompletableFuture<Void>> ends = workers.values().stream()
                .map(worker -> CompletableFuture.runAsync(worker::close))
                .toList();
        ends.forEach(CompletableFuture::join);
    }
}
