package io.millrace.platform.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.platform.flink.cluster.RuntimeSettings.Sizes;
import io.millrace.platform.flink.deployment.DeploymentKey;
import io.millrace.platform.flink.deployment.FlinkSpec;
import io.millrace.platform.flink.deployment.JobStart;
import io.millrace.platform.flink.deployment.UpgradeMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterConfigurationTest {

    private final Path folder;

    ClusterConfigurationTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private ClusterConfiguration configuration() {
        RuntimeSettings settings = new RuntimeSettings(
                new FlinkHome(Path.of("/flink")),
                Path.of("/jars/job.jar"),
                Path.of("/kubeconfig"),
                folder,
                folder,
                Sizes.SMALL);
        return new ClusterConfiguration(settings, new DeploymentKey("shop", "app"), new DeploymentFolder(folder));
    }

    private static FlinkSpec spec(Map<String, String> keys) {
        return new FlinkSpec(
                keys,
                new FlinkSpec.Job("Counting", List.of(), 3, true, true, Optional.empty()),
                new FlinkSpec.Upgrade(UpgradeMode.SAVEPOINT, false, true),
                2,
                Optional.empty(),
                Optional.empty(),
                new FlinkSpec.Container(List.of(), List.of()));
    }

    @Test
    void what_the_spec_says_stands_before_our_wishes_and_behind_what_must_be() {
        // given
        FlinkSpec spec = spec(Map.of(
                "heartbeat.timeout", "60000",
                "execution.checkpointing.interval", "3 s",
                "high-availability.type", "zookeeper",
                "rest.port", "8081",
                "taskmanager.memory.process.size", "2g",
                "metrics.reporter.prom.port", "9249"));
        JobStart start = new JobStart(spec, "5a2d", Optional.of("file:/savepoints/1"));
        // when
        Map<String, String> keys = configuration().jobManager(start, 4711, Path.of("/scratch"));
        // then
        assertThat(keys)
                .containsEntry("heartbeat.timeout", "60000")
                .containsEntry("heartbeat.interval", "2000")
                .containsEntry("execution.checkpointing.interval", "3 s")
                .containsEntry("high-availability.type", "kubernetes")
                .containsEntry("kubernetes.cluster-id", "app")
                .containsEntry("kubernetes.namespace", "shop")
                .containsEntry("rest.port", "4711")
                .containsEntry("jobmanager.rpc.port", "0")
                .containsEntry("metrics.reporter.prom.port", "0")
                .containsEntry("parallelism.default", "3")
                .containsEntry("pipeline.classpaths", "file:///jars/job.jar")
                .containsEntry("$internal.pipeline.job-id", "5a2d")
                .containsEntry("execution.state-recovery.path", "file:/savepoints/1")
                .containsEntry("execution.state-recovery.ignore-unclaimed-state", "true")
                .doesNotContainKey("taskmanager.memory.process.size");
    }

    @Test
    void a_deployment_has_its_own_folder_below_the_storage_that_the_spec_names() {
        assertThat(configuration()
                        .highAvailabilityFolder(spec(Map.of("high-availability.storageDir", "file:///state/ha"))))
                .contains(Path.of("/state/ha/app"));
        assertThat(configuration().highAvailabilityFolder(spec(Map.of()))).contains(folder.resolve("ha/app"));
        assertThat(configuration().highAvailabilityFolder(spec(Map.of("high-availability.storageDir", "s3://state"))))
                .isEmpty();
    }
}
