package io.millrace.platform.install;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;

/** Tokens that the API server issues for the accounts of a local cluster. */
public final class ServiceAccountTokens {

    public static final String NAMESPACE = "millrace-system";
    public static final String OPERATOR = "millrace-operator";
    public static final String FLINK = "flink";
    public static final String FLINK_RUNTIME = "flink-runtime";

    // No cluster of this kind lives longer.
    private static final Duration LIFETIME = Duration.ofDays(30);

    private final KubernetesClient client;

    public ServiceAccountTokens(KubernetesClient client) {
        this.client = client;
    }

    public String issue(String account) {
        return client.serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName(account)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(LIFETIME.toSeconds())
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }
}
