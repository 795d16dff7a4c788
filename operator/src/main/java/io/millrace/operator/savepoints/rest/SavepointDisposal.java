package io.millrace.operator.savepoints.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a JobManager to remove a savepoint's files: the operator itself has no access to where they lie. */
public final class SavepointDisposal {

    private static final Duration CALL = Duration.ofSeconds(5);
    private static final int LOOKS = 20;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String address;

    /** @param address with {@code {namespace}} and {@code {name}} */
    public SavepointDisposal(String address) {
        this.address = address;
    }

    /** Waits for it, for some seconds. Where Flink finds nothing at the path, there is nothing left to do. */
    public void dispose(PipelineId pipeline, String path) {
        String root = address.replace("{namespace}", pipeline.namespace()).replace("{name}", pipeline.name());
        String body = JSON.createObjectNode().put("savepoint-path", path).toString();
        HttpRequest ask = HttpRequest.newBuilder(URI.create(root + "/savepoint-disposal"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .timeout(CALL)
                .build();
        String request = send(ask).path("request-id").asText();
        HttpRequest look = HttpRequest.newBuilder(URI.create(root + "/savepoint-disposal/" + request))
                .timeout(CALL)
                .build();
        for (int i = 0; i < LOOKS; i++) {
            JsonNode answer = send(look);
            if (answer.at("/status/id").asText().equals("COMPLETED")) {
                check(path, answer.at("/operation/failure-cause/stack-trace").asText(""));
                return;
            }
            pause();
        }
        throw away("it has not removed a savepoint in time", new IOException("no end in sight"));
    }

    private static void check(String path, String failure) {
        boolean isGone = failure.contains("FileNotFoundException") || failure.contains("NoSuchFile");
        if (!failure.isEmpty() && !isGone) {
            String first = failure.lines().findFirst().orElse("");
            throw SystemException.refused(
                    Reason.FLINK_REFUSED,
                    "Flink cannot remove savepoint " + path + ": " + first,
                    new IOException(first));
        }
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IOException("HTTP status " + response.statusCode());
            }
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw away("it answers no JSON", e);
        } catch (IOException e) {
            throw away(e.getClass().getSimpleName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away("interrupted", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away("interrupted", e);
        }
    }

    private static SystemException away(String what, Exception cause) {
        return SystemException.away(Reason.FLINK_UNREACHABLE, "Flink's REST API does not answer (" + what + ")", cause);
    }
}
