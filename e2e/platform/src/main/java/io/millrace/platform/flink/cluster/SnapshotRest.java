package io.millrace.platform.flink.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.platform.flink.snapshot.Attempt;
import io.millrace.platform.flink.snapshot.SnapshotRequest;
import io.millrace.platform.flink.snapshot.SnapshotSpec.Kind;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Savepoints and checkpoints that leave the job running, through the REST API of its JobManager. */
final class SnapshotRest {

    private final FlinkHttp http;

    SnapshotRest(URI jobManager) {
        this.http = new FlinkHttp(jobManager);
    }

    /** Flink does nothing when it knows the request's id already. */
    void trigger(SnapshotRequest request) throws IOException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("triggerId", request.triggerId());
        if (request.kind() == Kind.CHECKPOINT) {
            http.post("/jobs/" + request.jobId() + "/checkpoints", body.put("checkpointType", "FULL"));
            return;
        }
        body.put("target-directory", request.folder()).put("cancel-job", false).put("formatType", request.format());
        http.post("/jobs/" + request.jobId() + "/savepoints", body);
    }

    Attempt look(String jobId, String triggerId, Kind kind) throws IOException {
        String jobs = "/jobs/" + jobId;
        Optional<OperationResult> result = OperationResult.of(
                http.get(jobs + (kind == Kind.CHECKPOINT ? "/checkpoints/" : "/savepoints/") + triggerId));
        if (result.isEmpty()) {
            return new Attempt.Pending();
        }
        if (result.get().failure().isPresent()) {
            return new Attempt.Failed(result.get().failure().get());
        }
        JsonNode operation = result.get().operation();
        return new Attempt.Done(
                kind == Kind.CHECKPOINT
                        ? checkpoint(jobs, operation.path("checkpointId").asLong())
                        : operation.path("location").asText());
    }

    // Flink remembers a few checkpoints only; that one was taken is sure even when it cannot say where.
    private String checkpoint(String jobs, long id) throws IOException {
        try {
            return http.get(jobs + "/checkpoints/details/" + id)
                    .path("external_path")
                    .asText();
        } catch (FlinkHttp.NotFound forgotten) {
            return "";
        }
    }

    /** Returns the id to ask for the result with. */
    String dispose(String path) throws IOException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("savepoint-path", path);
        return http.post("/savepoint-disposal", body).path("request-id").asText();
    }

    Attempt disposal(String requestId, String path) throws IOException {
        return OperationResult.of(http.get("/savepoint-disposal/" + requestId))
                .map(result ->
                        result.failure().<Attempt>map(Attempt.Failed::new).orElseGet(() -> new Attempt.Done(path)))
                .orElseGet(Attempt.Pending::new);
    }
}
