package io.millrace.operator.jobs;

import io.millrace.operator.result.PipelineId;

/** Something to do to the job of a pipeline. Doing it twice does no harm. */
public sealed interface JobChange {

    void applyTo(FlinkJobs jobs, PipelineId pipeline);

    record Apply(DesiredJob job) implements JobChange {
        @Override
        public void applyTo(FlinkJobs jobs, PipelineId pipeline) {
            jobs.apply(pipeline, job);
        }
    }

    /** Stops the job with a savepoint and leaves everything else about it as it is. */
    record Suspend(JobState.Version seen) implements JobChange {
        @Override
        public void applyTo(FlinkJobs jobs, PipelineId pipeline) {
            jobs.suspend(pipeline, seen);
        }
    }

    /** The job is cancelled first: only its JobManager can remove its checkpoints, and it goes with the deployment. */
    record Discard(String uid, String jobId) implements JobChange {
        @Override
        public void applyTo(FlinkJobs jobs, PipelineId pipeline) {
            jobs.cancel(pipeline, jobId);
            jobs.remove(pipeline, uid);
        }
    }

    record Remove(String uid) implements JobChange {
        @Override
        public void applyTo(FlinkJobs jobs, PipelineId pipeline) {
            jobs.remove(pipeline, uid);
        }
    }
}
