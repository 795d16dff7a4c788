package io.millrace.operator.jobs;

import java.time.Instant;
import java.util.Optional;

/**
 * What Flink itself says about the job that a deployment runs.
 *
 * @param restarts since the JobManager knows the job
 * @param completedCheckpoints those of this run; restored ones are not among them
 * @param checkpointMillis how long the last one took
 * @param workers what there is to run it on, and how much of it runs there
 */
public record JobFigures(
        String jobId,
        String state,
        int restarts,
        long completedCheckpoints,
        long failedCheckpoints,
        Optional<Instant> lastCheckpoint,
        Optional<Long> checkpointMillis,
        Workers workers) {

    /**
     * Flink calls a job RUNNING as soon as it wants it to run, whether or not there is anything to run it on.
     *
     * @param tasks of the job, counted once per subtask
     * @param active those that run or have come to their end
     */
    public record Workers(int taskManagers, int tasks, int active) {

        public boolean areMissing() {
            return taskManagers == 0;
        }

        public boolean runAll() {
            return active >= tasks;
        }
    }

    public boolean hasCheckpoint() {
        return completedCheckpoints > 0;
    }

    /** Without what changes with every checkpoint. */
    public JobFigures withoutRoutine() {
        return new JobFigures(
                jobId,
                state,
                restarts,
                Math.min(completedCheckpoints, 1),
                0,
                Optional.empty(),
                Optional.empty(),
                workers);
    }
}
