package io.millrace.platform.flink.resources;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.millrace.platform.flink.cluster.FailOverStore;
import io.millrace.platform.flink.cluster.MountSources;
import io.millrace.platform.flink.deployment.DeploymentKey;
import io.millrace.platform.flink.deployment.FailOver;
import io.millrace.platform.flink.deployment.FlinkSpec.Source;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What pods would mount, and the ConfigMaps in which Flink elects its leaders and points to its checkpoints. */
public final class ConfigMapsAndSecrets implements MountSources, FailOverStore {

    /** How Flink begins the names under which it stores where its checkpoints are. */
    private static final String CHECKPOINT = "checkpointID-";

    private final KubernetesClient client;

    public ConfigMapsAndSecrets(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Optional<Map<String, byte[]>> read(Source source, String namespace, String name) {
        return switch (source) {
            case CONFIG_MAP ->
                Optional.ofNullable(client.configMaps()
                                .inNamespace(namespace)
                                .withName(name)
                                .get())
                        .map(ConfigMapsAndSecrets::files);
            case SECRET ->
                Optional.ofNullable(client.secrets()
                                .inNamespace(namespace)
                                .withName(name)
                                .get())
                        .map(ConfigMapsAndSecrets::files);
        };
    }

    private static Map<String, byte[]> files(ConfigMap configMap) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        configMap.getData().forEach((key, text) -> files.put(key, text.getBytes(StandardCharsets.UTF_8)));
        configMap
                .getBinaryData()
                .forEach((key, base64) -> files.put(key, Base64.getDecoder().decode(base64)));
        return files;
    }

    private static Map<String, byte[]> files(Secret secret) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        secret.getData()
                .forEach((key, base64) -> files.put(key, Base64.getDecoder().decode(base64)));
        return files;
    }

    @Override
    public FailOver of(DeploymentKey key, String jobId) {
        ConfigMap stored = client.configMaps()
                .inNamespace(key.namespace())
                .withName(key.name() + "-" + jobId + "-config-map")
                .get();
        if (stored == null) {
            return FailOver.NOTHING;
        }
        boolean checkpoint = stored.getData() != null
                && stored.getData().keySet().stream().anyMatch(name -> name.startsWith(CHECKPOINT));
        return checkpoint ? FailOver.CHECKPOINT : FailOver.JOB;
    }

    @Override
    public void delete(DeploymentKey key) {
        client.configMaps()
                .inNamespace(key.namespace())
                .withLabel("app", key.name())
                .withLabel("type", "flink-native-kubernetes")
                .delete();
    }
}
