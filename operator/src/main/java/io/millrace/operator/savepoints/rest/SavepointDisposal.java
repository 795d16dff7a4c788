package io.millrace.operator.savepoints.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.operator.flink.FlinkRest;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import java.io.IOException;

/** Asks a JobManager to remove a savepoint's files: the operator itself has no access to where they lie. */
public final class SavepointDisposal {

    private static final String PATH = "/savepoint-disposal";

    private final FlinkRest flink;

    public SavepointDisposal(FlinkRest flink) {
        this.flink = flink;
    }

    /** Waits for it, for some seconds. Where Flink finds nothing at the path, there is nothing left to do. */
    public void dispose(PipelineId pipeline, String path) {
        JsonNode body = JsonNodeFactory.instance.objectNode().put("savepoint-path", path);
        String request = FlinkRest.answer(flink.post(pipeline, PATH, body))
                .path("request-id")
                .asText();
        JsonNode disposal = flink.await(
                pipeline,
                PATH + "/" + request,
                answer -> answer.at("/status/id").asText().equals("COMPLETED"),
                "removed a savepoint");
        check(path, disposal.at("/operation/failure-cause/stack-trace").asText(""));
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
}
