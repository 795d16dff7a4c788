package io.millrace.operator.savepoints.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.operator.flink.FlinkRest;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Asks a JobManager to remove a savepoint's files: the operator itself has no access to where they lie. */
public final class SavepointDisposal {

    private static final int LOOKS = 20;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final String PATH = "/savepoint-disposal";

    private final FlinkRest flink;

    public SavepointDisposal(FlinkRest flink) {
        this.flink = flink;
    }

    /** Waits for it, for some seconds. Where Flink finds nothing at the path, there is nothing left to do. */
    public void dispose(PipelineId pipeline, String path) {
        JsonNode body = JsonNodeFactory.instance.objectNode().put("savepoint-path", path);
        String request =
                answer(flink.post(pipeline, PATH, body)).path("request-id").asText();
        for (int i = 0; i < LOOKS; i++) {
            JsonNode answer = answer(flink.get(pipeline, PATH + "/" + request));
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
            // Flink's own words may have more in them than an event should: its JobManager has them too.
            throw SystemException.refused(
                    Reason.FLINK_REFUSED,
                    "Flink does not remove savepoint " + path + ", which nobody needs; the JobManager's log says why",
                    new IOException("refused"));
        }
    }

    private static JsonNode answer(CompletableFuture<JsonNode> asked) {
        try {
            return asked.join();
        } catch (CompletionException e) {
            throw SystemException.away(
                    Reason.FLINK_UNREACHABLE, FlinkRest.outage(e).message(), e);
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
