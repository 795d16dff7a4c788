package io.millrace.operator.jobs.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.operator.flink.FlinkRest;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import java.util.Set;

/** The end of a job, through Flink's REST API. */
public final class JobCancellation {

    private static final Set<String> OVER = Set.of("CANCELED", "FINISHED", "FAILED");

    private final FlinkRest flink;

    public JobCancellation(FlinkRest flink) {
        this.flink = flink;
    }

    /**
     * Waits for it, for some seconds: what Flink removes with a job is gone when the job is over. Only candidates end like
     * that, so that it says nothing of the live job when it does not come to anything.
     */
    public void cancel(PipelineId pipeline, String jobId) {
        try {
            end(pipeline, "/jobs/" + jobId);
        } catch (SystemException e) {
            throw SystemException.away(
                    Reason.CANARY_BLOCKED,
                    "the candidate's job is not cancelled yet: " + e.outage().message(),
                    e);
        }
    }

    private void end(PipelineId pipeline, String path) {
        if (!isOver(FlinkRest.answer(flink.get(pipeline, path)))) {
            FlinkRest.answer(flink.patch(pipeline, path + "?mode=cancel"));
            flink.await(pipeline, path, JobCancellation::isOver, "cancelled the job");
        }
    }

    private static boolean isOver(JsonNode job) {
        return OVER.contains(job.path("state").asText());
    }
}
