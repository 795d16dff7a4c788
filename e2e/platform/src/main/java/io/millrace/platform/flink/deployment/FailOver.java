package io.millrace.platform.flink.deployment;

/** What Flink has stored so that a new JobManager could go on with the job of a dead one. */
public enum FailOver {
    NOTHING,
    /** The job, but no checkpoint of it yet. */
    JOB,
    CHECKPOINT
}
