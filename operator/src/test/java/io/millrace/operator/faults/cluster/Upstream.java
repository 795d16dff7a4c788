package io.millrace.operator.faults.cluster;

import com.sun.net.httpserver.HttpExchange;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.millrace.platform.ControlPlaneAccess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Set;

/** The API server, for requests with the account of the operator. Its connections are shared by all runs. */
final class Upstream {

    private static final Set<String> PASSED_ON = Set.of("content-type", "accept", "user-agent");

    private final Config account;
    private final HttpClient http;

    Upstream(ControlPlaneAccess access) {
        account = Config.fromKubeconfig(access.operatorKubeconfig().toFile());
        try {
            http = HttpClient.newBuilder()
                    .sslContext(SSLUtils.sslContext(account))
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the API server's certificate cannot be used", e);
        }
    }

    HttpResponse<InputStream> send(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        URI target = URI.create(account.getMasterUrl()).resolve(exchange.getRequestURI());
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .header("Authorization", "Bearer " + token());
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return http.send(request.build(), BodyHandlers.ofInputStream());
    }

    private String token() {
        return account.getAutoOAuthToken() == null ? account.getOauthToken() : account.getAutoOAuthToken();
    }
}
