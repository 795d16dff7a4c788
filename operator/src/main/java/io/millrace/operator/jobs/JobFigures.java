package io.millrace.operator.jobs;

import java.time.Instant;
import java.util.Optional;

/**
 * What Flink itself says about the job that a deployment runs.
 *
 * @param restarts since the JobManager knows the job
 * @param completedCheckpoints those of this run; restored ones are not among them
 */
public record JobFigures(
        String jobId,
        String state,
        int restarts,
        long completedCheckpoints,
        long failedCheckpoints,
        Optional<Instant> lastCheckpoint) {

    /** Without what changes with every checkpoint. */
    public JobFigures withoutRoutine() {
        return new JobFigures(jobId, state, restarts, Math.min(completedCheckpoints, 1), 0, Optional.empty());
    }
}
