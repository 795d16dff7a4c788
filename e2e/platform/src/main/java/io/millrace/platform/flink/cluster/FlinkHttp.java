package io.millrace.platform.flink.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** JSON to and from Flink. An IOException means that it could not be asked or did not understand. */
final class FlinkHttp {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private final URI address;

    FlinkHttp(URI address) {
        this.address = address;
    }

    /** What was asked for does not exist. */
    static final class NotFound extends IOException {
        private static final long serialVersionUID = 1L;

        NotFound(String message) {
            super(message);
        }
    }

    URI address() {
        return address;
    }

    JsonNode get(String path) throws IOException {
        return send("GET", path, BodyPublishers.noBody());
    }

    JsonNode post(String path, JsonNode body) throws IOException {
        return send("POST", path, BodyPublishers.ofString(body.toString()));
    }

    void patch(String path) throws IOException {
        send("PATCH", path, BodyPublishers.noBody());
    }

    private JsonNode send(String method, String path, BodyPublisher body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                throw new NotFound(method + " " + path + " found nothing: " + response.body());
            }
            if (response.statusCode() >= 300) {
                throw new IOException(
                        method + " " + path + " was answered with " + response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(method + " " + path + " was interrupted");
        }
    }
}
