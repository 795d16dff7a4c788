package io.millrace.platform.flink.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.platform.flink.deployment.JobState;
import io.millrace.platform.flink.deployment.JobView;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Flink's REST API of one JobManager. An IOException means that it could not be asked or did not understand. */
final class JobManagerRest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FlinkHttp http;

    JobManagerRest(URI address) {
        this.http = new FlinkHttp(address);
    }

    URI address() {
        return http.address();
    }

    Map<String, String> clusterInfo() throws IOException {
        JsonNode configuration = http.get("/config");
        return Map.of(
                "flink-version", configuration.path("flink-version").asText(),
                "flink-revision", configuration.path("flink-revision").asText());
    }

    Optional<JobView> job(String id) throws IOException {
        for (JsonNode job : http.get("/jobs/overview").path("jobs")) {
            if (job.path("jid").asText().equals(id)) {
                JobState state = JobState.valueOf(job.path("state").asText());
                return Optional.of(new JobView(
                        state,
                        job.path("name").asText(),
                        job.path("start-time").asLong(),
                        Instant.ofEpochMilli(job.path("last-modification").asLong()),
                        state.isOver() ? lastCheckpoint(id) : Optional.empty()));
            }
        }
        return Optional.empty();
    }

    private Optional<String> lastCheckpoint(String id) throws IOException {
        JsonNode latest = http.get("/jobs/" + id + "/checkpoints").path("latest");
        return Stream.of("completed", "savepoint", "restored")
                .map(latest::path)
                .filter(checkpoint -> checkpoint.hasNonNull("external_path"))
                .max((left, right) ->
                        Long.compare(left.path("id").asLong(), right.path("id").asLong()))
                .map(checkpoint -> checkpoint.path("external_path").asText());
    }

    long completedCheckpoints(String id) throws IOException {
        return http.get("/jobs/" + id + "/checkpoints").at("/counts/completed").asLong();
    }

    /** Returns the id to ask for the result with. */
    String stopWithSavepoint(String jobId, String folder) throws IOException {
        ObjectNode body = JSON.createObjectNode().put("drain", false).put("targetDirectory", folder);
        return http.post("/jobs/" + jobId + "/stop", body).path("request-id").asText();
    }

    /** Empty while it goes on. Only after this was read once does Flink let go of the job. */
    Optional<OperationResult> savepoint(String jobId, String requestId) throws IOException {
        return OperationResult.of(http.get("/jobs/" + jobId + "/savepoints/" + requestId));
    }

    void cancel(String jobId) throws IOException {
        http.patch("/jobs/" + jobId + "?mode=cancel");
    }
}
