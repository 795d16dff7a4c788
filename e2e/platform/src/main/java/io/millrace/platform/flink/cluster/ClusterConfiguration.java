package io.millrace.platform.flink.cluster;

import io.millrace.platform.flink.deployment.DeploymentKey;
import io.millrace.platform.flink.deployment.FlinkSpec;
import io.millrace.platform.flink.deployment.JobStart;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Flink's configuration for the processes of one deployment: first our wishes, then the spec's, then what must be. */
final class ClusterConfiguration {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String STORAGE = "high-availability.storageDir";

    /** On one machine a silent peer is a dead one, and a new leader need not wait for clocks to agree. */
    private static final Map<String, String> QUICK_RECOVERY = Map.ofEntries(
            Map.entry("cluster.registration.error-delay", "1 s"),
            Map.entry("cluster.registration.refused-registration-delay", "1 s"),
            Map.entry("heartbeat.interval", "2000"),
            Map.entry("heartbeat.timeout", "10000"),
            Map.entry("high-availability.kubernetes.leader-election.lease-duration", "6 s"),
            Map.entry("high-availability.kubernetes.leader-election.renew-deadline", "5 s"),
            Map.entry("high-availability.kubernetes.leader-election.retry-period", "1 s"),
            Map.entry("web.refresh-interval", "250"));

    /** What the operator sets where the spec does not. */
    private static final Map<String, String> OPERATOR_DEFAULTS =
            Map.of("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");

    private final RuntimeSettings settings;
    private final DeploymentKey key;
    private final DeploymentFolder folder;

    ClusterConfiguration(RuntimeSettings settings, DeploymentKey key, DeploymentFolder folder) {
        this.settings = settings;
        this.key = key;
        this.folder = folder;
    }

    Map<String, String> jobManager(JobStart start, int restPort, Path scratch) {
        Map<String, String> keys = shared(start.spec(), scratch);
        keys.put("$internal.pipeline.job-id", start.jobId());
        keys.put("pipeline.classpaths", settings.jobJar().toUri().toString());
        keys.put("parallelism.default", Integer.toString(start.spec().job().parallelism()));
        start.restoreFrom().ifPresent(path -> keys.put("execution.state-recovery.path", path));
        keys.put(
                "execution.state-recovery.ignore-unclaimed-state",
                Boolean.toString(start.spec().job().allowNonRestoredState()));
        keys.put("rest.address", LOOPBACK);
        keys.put("rest.bind-address", LOOPBACK);
        keys.put("rest.port", Integer.toString(restPort));
        keys.put("rest.bind-port", Integer.toString(restPort));
        // The JobManager stays, to be asked how its job ended, and no later one runs that job again.
        keys.put("execution.shutdown-on-application-finish", "false");
        keys.put("execution.submit-failed-job-on-application-error", "true");
        keys.put("job-result-store.delete-on-commit", "false");
        keys.put("job-result-store.storage-path", folder.jobResults().toUri().toString());
        return keys;
    }

    Map<String, String> taskManager(FlinkSpec spec, TaskManagerMemory memory, Path scratch) {
        Map<String, String> keys = shared(spec, scratch);
        keys.putAll(memory.configuration());
        keys.put("taskmanager.cpu.cores", Integer.toString(spec.slotsPerTaskManager()));
        keys.put("taskmanager.numberOfTaskSlots", Integer.toString(spec.slotsPerTaskManager()));
        keys.put("taskmanager.host", LOOPBACK);
        keys.put("taskmanager.bind-host", LOOPBACK);
        keys.put("taskmanager.rpc.port", "0");
        return keys;
    }

    private Map<String, String> shared(FlinkSpec spec, Path scratch) {
        Map<String, String> keys = new TreeMap<>(QUICK_RECOVERY);
        keys.putAll(OPERATOR_DEFAULTS);
        keys.put(STORAGE, folder.defaultHighAvailabilityStorage().toString());
        keys.putAll(spec.configuration());
        TaskManagerMemory.TOTALS.forEach(keys::remove);
        keys.put("high-availability.type", "kubernetes");
        keys.put("high-availability.cluster-id", key.name());
        keys.put("kubernetes.cluster-id", key.name());
        keys.put("kubernetes.namespace", key.namespace());
        keys.put("kubernetes.config.file", settings.kubeconfig().toString());
        keys.put("jobmanager.rpc.address", LOOPBACK);
        // Any free one: where it is, TaskManagers learn from the leader's ConfigMap.
        keys.put("jobmanager.rpc.port", "0");
        keys.put("jobmanager.bind-host", LOOPBACK);
        keys.put("io.tmp.dirs", scratch.toString());
        // All on one address, so that a port the spec names could be had by one process only.
        keys.replaceAll((name, value) -> name.matches("metrics\\.reporter\\..*\\.port") ? "0" : value);
        return keys;
    }

    /** The folder below a local storage folder that Flink uses for this cluster. */
    Optional<Path> highAvailabilityFolder(FlinkSpec spec) {
        URI storage = URI.create(spec.configuration()
                .getOrDefault(STORAGE, folder.defaultHighAvailabilityStorage().toString()));
        return "file".equals(storage.getScheme())
                ? Optional.of(Path.of(storage.getPath(), key.name()))
                : Optional.empty();
    }
}
