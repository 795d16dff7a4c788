package io.millrace.platform.controlplane;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millrace.platform.process.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Ready when {@code /readyz} says so, which includes the rules that every cluster begins with. */
record ApiServerReadiness(Path certificate, Supplier<Kubeconfig> admin) implements Readiness {

    @Override
    public Optional<String> missing() {
        if (!Files.exists(certificate)) {
            return Optional.of("it has not written its certificate");
        }
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(withoutRetries(admin.get()))
                .build()) {
            String answer = client.raw("/readyz");
            return "ok".equals(answer) ? Optional.empty() : Optional.of("/readyz answers " + answer);
        } catch (IOException | KubernetesClientException e) {
            return Optional.of("/readyz: " + e.getMessage());
        }
    }

    private static Config withoutRetries(Kubeconfig account) throws IOException {
        Config config = account.clientConfig();
        config.setRequestRetryBackoffLimit(0);
        return config;
    }
}
