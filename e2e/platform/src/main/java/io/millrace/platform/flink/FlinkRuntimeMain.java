package io.millrace.platform.flink;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.millrace.platform.flink.cluster.RuntimeSettings;
import io.millrace.platform.flink.resources.ConfigMapsAndSecrets;
import io.millrace.platform.flink.resources.FlinkResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;

/** The local Flink runtime as a process. It is ready when {@code GET /healthz} on its port answers 200. */
public final class FlinkRuntimeMain {

    private FlinkRuntimeMain() {}

    public static void main(String[] arguments) throws IOException {
        RuntimeOptions options = RuntimeOptions.parse(arguments);
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(options.kubeconfig().toFile()))
                .build();
        FlinkResources deployments = FlinkResources.deployments(client);
        FlinkResources snapshots = FlinkResources.snapshots(client);
        FlinkRuntime runtime = new FlinkRuntime(
                withOwnCopyOfTheJar(options.settings()),
                deployments,
                snapshots,
                new ConfigMapsAndSecrets(client),
                Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(new Thread(runtime::close, "end"));
        // The port first: without it this process must end before it has started any other.
        RestProxy proxy = RestProxy.start(runtime, options.port());
        deployments.watch(runtime);
        SnapshotLoop loop = new SnapshotLoop(snapshots, runtime, Clock.systemUTC());
        snapshots.watch(loop);
        loop.start();
        proxy.ready();
    }

    // A jar that is built again while a job runs from it would pull the classes from under the job.
    private static RuntimeSettings withOwnCopyOfTheJar(RuntimeSettings settings) throws IOException {
        Path folder = Files.createDirectories(settings.stateFolder());
        Path copy = Files.copy(settings.jobJar(), folder.resolve("job.jar"), StandardCopyOption.REPLACE_EXISTING);
        return settings.withJobJar(copy);
    }
}
