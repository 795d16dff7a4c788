package io.millrace.platform.flink.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.platform.flink.deployment.JobState;
import io.millrace.platform.flink.deployment.JobView;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Flink's REST API of one JobManager. An IOException means that it could not be asked or did not understand. */
final class JobManagerRest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final URI address;

    JobManagerRest(URI address) {
        this.address = address;
    }

    URI address() {
        return address;
    }

    Map<String, String> clusterInfo() throws IOException {
        JsonNode configuration = get("/config");
        return Map.of(
                "flink-version", configuration.path("flink-version").asText(),
                "flink-revision", configuration.path("flink-revision").asText());
    }

    Optional<JobView> job(String id) throws IOException {
        for (JsonNode job : get("/jobs/overview").path("jobs")) {
            if (job.path("jid").asText().equals(id)) {
                JobState state = JobState.valueOf(job.path("state").asText());
                return Optional.of(new JobView(
                        state,
                        job.path("name").asText(),
                        job.path("start-time").asLong(),
                        state.isOver() ? lastCheckpoint(id) : Optional.empty()));
            }
        }
        return Optional.empty();
    }

    private Optional<String> lastCheckpoint(String id) throws IOException {
        JsonNode latest = get("/jobs/" + id + "/checkpoints").path("latest");
        return Stream.of("completed", "savepoint", "restored")
                .map(latest::path)
                .filter(checkpoint -> checkpoint.hasNonNull("external_path"))
                .max((left, right) ->
                        Long.compare(left.path("id").asLong(), right.path("id").asLong()))
                .map(checkpoint -> checkpoint.path("external_path").asText());
    }

    /** Returns the id to ask for the result with. */
    String stopWithSavepoint(String jobId, String folder) throws IOException {
        ObjectNode body = JSON.createObjectNode().put("drain", false).put("targetDirectory", folder);
        return send("POST", "/jobs/" + jobId + "/stop", BodyPublishers.ofString(body.toString()))
                .path("request-id")
                .asText();
    }

    /** Empty while it goes on. Only after this was read once does Flink let go of the job. */
    Optional<SavepointResult> savepoint(String jobId, String requestId) throws IOException {
        JsonNode answer = get("/jobs/" + jobId + "/savepoints/" + requestId);
        if (!answer.path("status").path("id").asText().equals("COMPLETED")) {
            return Optional.empty();
        }
        JsonNode operation = answer.path("operation");
        return Optional.of(
                operation.hasNonNull("location")
                        ? SavepointResult.at(operation.path("location").asText())
                        : SavepointResult.failure(rootOf(operation
                                .path("failure-cause")
                                .path("stack-trace")
                                .asText())));
    }

    // The first line names wrappers; the last "Caused by" is what a person can act on.
    private static String rootOf(String stackTrace) {
        return stackTrace
                .lines()
                .filter(line -> line.startsWith("Caused by: "))
                .reduce((first, second) -> second)
                .map(line -> line.substring("Caused by: ".length()))
                .orElseGet(() -> stackTrace.lines().findFirst().orElse("no cause given"));
    }

    record SavepointResult(Optional<String> location, Optional<String> failure) {
        static SavepointResult at(String location) {
            return new SavepointResult(Optional.of(location), Optional.empty());
        }

        static SavepointResult failure(String cause) {
            return new SavepointResult(Optional.empty(), Optional.of(cause));
        }
    }

    void cancel(String jobId) throws IOException {
        send("PATCH", "/jobs/" + jobId + "?mode=cancel", BodyPublishers.noBody());
    }

    private JsonNode get(String path) throws IOException {
        return send("GET", path, BodyPublishers.noBody());
    }

    private JsonNode send(String method, String path, BodyPublisher body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
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
