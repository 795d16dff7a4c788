package io.millrace.scenarios;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millrace.platform.ControlPlaneAccess;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What {@code kubectl get -o json} shows, read on a connection that stays open: a test looks twice a second until
 * something holds, and a process for each look took a good part of the machine from what it looks at.
 */
final class ApiReader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Path, KubernetesClient> CLIENTS = new ConcurrentHashMap<>();
    private static final String CORE = "/api/v1";
    private static final String MILLRACE = "/apis/millrace.io/v1alpha1";
    private static final String FLINK = "/apis/flink.apache.org/v1beta1";
    private static final Map<String, String> GROUPS = Map.of(
            "configmaps",
            CORE,
            "streamingpipelines",
            MILLRACE,
            "flinkdeployments",
            FLINK,
            "flinkstatesnapshots",
            FLINK);

    private final KubernetesClient client;
    private final String namespace;

    ApiReader(ControlPlaneAccess controlPlane, String namespace) {
        this.client = CLIENTS.computeIfAbsent(controlPlane.adminKubeconfig(), ApiReader::client);
        this.namespace = namespace;
    }

    // A test that takes the API server away asks again by itself.
    private static KubernetesClient client(Path kubeconfig) {
        Config config = Config.fromKubeconfig(kubeconfig.toFile());
        config.setRequestRetryBackoffLimit(0);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** @param plural the resource's name as it stands in the API's paths */
    Optional<JsonNode> get(String plural, String name) {
        try {
            String path = "%s/namespaces/%s/%s/%s".formatted(GROUPS.get(plural), namespace, plural, name);
            return Optional.ofNullable(client.raw(path)).map(ApiReader::parse);
        } catch (KubernetesClientException e) {
            throw new AssertionError("cannot read " + plural + " " + name, e);
        }
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
