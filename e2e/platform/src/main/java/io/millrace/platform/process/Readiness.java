package io.millrace.platform.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Says what a process still lacks before others can use it; empty when it is ready. */
@FunctionalInterface
public interface Readiness {

    Optional<String> missing();

    /** Ready when the address answers 200. */
    static Readiness http(URI address) {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
        return () -> {
            try {
                int code = client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                return code == 200 ? Optional.empty() : Optional.of(address + " answers " + code);
            } catch (IOException e) {
                return Optional.of(address + " does not answer");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of("interrupted");
            }
        };
    }
}
