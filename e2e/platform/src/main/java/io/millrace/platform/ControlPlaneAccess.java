package io.millrace.platform;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** The ways into the local API server, one file per account. */
public record ControlPlaneAccess(
        Path adminKubeconfig,
        Path operatorKubeconfig,
        Path flinkKubeconfig,
        Path flinkRuntimeKubeconfig,
        Path auditLog,
        Path kubectl) {

    /** A client that may do everything; close it after use. */
    public KubernetesClient adminClient() {
        return client(adminKubeconfig);
    }

    /** A client under the operator's account, with just the rules that the chart ships; close it after use. */
    public KubernetesClient operatorClient() {
        return client(operatorKubeconfig);
    }

    private static KubernetesClient client(Path kubeconfig) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
    }

    /**
     * Creates a namespace that nothing else uses. There is no controller that would clean one up, so tests take a new
     * one each instead of deleting it.
     */
    public String freshNamespace(String purpose) {
        String name = purpose + "-"
                + Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36, 36 * 36 * 36 * 36), 36);
        try (KubernetesClient client = adminClient()) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create();
        }
        return name;
    }
}
