package io.millrace.operator.jobs;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.SystemException;
import java.util.Set;

/** The Flink jobs of pipelines. Writes throw {@link SystemException}. */
public interface FlinkJobs {

    Observed<JobState> look(PipelineId pipeline);

    /** The values of flinkVersion that the installed FlinkDeployment definition accepts. */
    Observed<Set<String>> versions();

    void apply(PipelineId pipeline, DesiredJob job);

    /**
     * Asks this very deployment to stop with a savepoint; nothing else about it changes. Nothing at all happens where
     * somebody was quicker: what is there then may be what an operator that took over has started.
     */
    void suspend(PipelineId pipeline, JobState.Version seen);

    /** Cancels this very job and waits until it is over, for some seconds; it is no error if it is over already. */
    void cancel(PipelineId pipeline, String jobId);

    /** Removes this very deployment, not a successor of the same name; it is no error if there is none. */
    void remove(PipelineId pipeline, String uid);
}
