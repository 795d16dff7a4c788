package io.millrace.operator.jobs;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Flink's own view of its jobs. */
public interface JobMonitor {

    /** One look at all of them; every pipeline is in the answer, as absent where Flink runs no job. */
    Map<PipelineId, Observed<JobFigures>> figures(Collection<PipelineId> pipelines);

    /** CPU time of all TaskManagers together since each of them began, in milliseconds; of those that tell it. */
    Map<PipelineId, Long> cpuMillis(Collection<PipelineId> pipelines);

    /** Empty where Flink knows of none, or does not answer. Waits a moment. */
    Optional<JobFailure> lastFailure(PipelineId pipeline, String jobId);

    /** In bytes, of the savepoint that the job has completed last; empty where Flink does not tell. Waits a moment. */
    Optional<Long> savepointSize(PipelineId pipeline, String jobId, String path);
}
