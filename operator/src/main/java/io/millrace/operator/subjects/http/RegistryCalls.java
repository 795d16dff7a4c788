package io.millrace.operator.subjects.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Asks the registry, for a bounded time, and translates what it says. */
final class RegistryCalls {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final String JSON_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http;
    private final URI root;
    private final String connection;

    RegistryCalls(HttpClient http, URI root, String connection) {
        this.http = http;
        this.root = root;
        this.connection = connection;
    }

    /**
     * @param code the registry's own error code, or the HTTP status where it gave none
     */
    record Answer(int status, int code, JsonNode body) {

        boolean isNotFound() {
            return status == 404;
        }

        String words() {
            return body.path("message").asText("HTTP status " + status);
        }
    }

    Answer get(String path) {
        return send(request(path).GET().build());
    }

    Answer post(String path, JsonNode body) {
        return send(request(path).POST(json(body)).build());
    }

    Answer put(String path, JsonNode body) {
        return send(request(path).PUT(json(body)).build());
    }

    /** The body of an answer that has one; empty when there is no such thing. */
    Optional<JsonNode> found(Answer answer, String doing) {
        if (answer.isNotFound()) {
            return Optional.empty();
        }
        return Optional.of(expected(answer, doing));
    }

    JsonNode expected(Answer answer, String doing) {
        if (answer.status() >= 200 && answer.status() < 300) {
            return answer.body();
        }
        throw SystemException.refused(
                Reason.REGISTRY_REFUSED,
                doing + ": the registry says " + answer.words(),
                new IOException("HTTP " + answer.status() + ", code " + answer.code()));
    }

    static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(root + path))
                .timeout(LONGEST)
                .header("Accept", JSON_TYPE + ", application/json")
                .header("Content-Type", JSON_TYPE);
    }

    private static HttpRequest.BodyPublisher json(JsonNode body) {
        return HttpRequest.BodyPublishers.ofString(body.toString());
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (response.statusCode() >= 500 || response.statusCode() == 429) {
                throw away(new IOException("HTTP status " + response.statusCode()));
            }
            JsonNode body = read(response.body());
            return new Answer(response.statusCode(), body.path("error_code").asInt(response.statusCode()), body);
        } catch (IOException e) {
            throw away(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(e);
        }
    }

    // A proxy in between answers with HTML; then the status alone tells.
    private static JsonNode read(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? JSON.missingNode() : json;
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private SystemException away(Exception cause) {
        return SystemException.away(
                Reason.REGISTRY_UNREACHABLE,
                "the schema registry of connection " + connection + " does not answer ("
                        + cause.getClass().getSimpleName() + ")",
                cause);
    }
}
