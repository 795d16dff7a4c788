package io.millrace.platform.flink.deployment;

/** The job to stop, the folder for its savepoint, and the generation of the resource that wants it. */
public record StopRequest(String jobId, String folder, long generation) {}
