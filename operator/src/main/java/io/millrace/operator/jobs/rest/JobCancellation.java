package io.millrace.operator.jobs.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.operator.flink.FlinkRest;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The end of a job, through Flink's REST API. */
public final class JobCancellation {

    private static final Set<String> OVER = Set.of("CANCELED", "FINISHED", "FAILED");

    private final FlinkRest flink;

    public JobCancellation(FlinkRest flink) {
        this.flink = flink;
    }

    /**
     * Waits for it, for some seconds. Only candidates end like that, so that it says nothing of the live job when it does
     * not come to anything.
     *
     * @param isForgotten whether what Flink keeps of the job is gone as well: it calls a job cancelled before it has
     *     removed its checkpoints
     */
    public void cancel(PipelineId pipeline, String jobId, BooleanSupplier isForgotten) {
        try {
            end(pipeline, "/jobs/" + jobId, isForgotten);
        } catch (SystemException e) {
            throw SystemException.away(
                    Reason.CANARY_BLOCKED,
                    "the candidate's job is not cancelled yet: " + e.outage().message(),
                    e);
        }
    }

    private void end(PipelineId pipeline, String path, BooleanSupplier isForgotten) {
        if (!isOver(FlinkRest.answer(flink.get(pipeline, path)))) {
            FlinkRest.answer(flink.patch(pipeline, path + "?mode=cancel"));
        }
        flink.await(
                pipeline,
                path,
                job -> isOver(job) && isForgotten.getAsBoolean(),
                "cancelled the job and removed what it kept of it");
    }

    private static boolean isOver(JsonNode job) {
        return OVER.contains(job.path("state").asText());
    }
}
