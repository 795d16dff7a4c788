package io.millrace.platform.flink.deployment;

import java.time.Duration;

/**
 * What is over before the operator looks again at a job that runs: it shows neither a restart of a second nor that a
 * JobManager was dead whose successor is up by then.
 */
final class Overlooked {

    private static final Duration RESTART = Duration.ofSeconds(3);

    /** The operator looks every 15 seconds, and asks a JobManager for ten before it looks whether it is there. */
    private static final Duration SUCCESSION = Duration.ofSeconds(25);

    private Overlooked() {}

    static boolean isAllThatHappened(Observation seen) {
        return seen.status().isUp() && (jobRestarts(seen) || jobManagerIsSucceeded(seen));
    }

    private static boolean jobRestarts(Observation seen) {
        return seen.cluster()
                .job()
                .filter(job -> job.state() == JobState.FAILING || job.state() == JobState.RESTARTING)
                .filter(job -> job.lastChange().plus(RESTART).isAfter(seen.now()))
                .isPresent();
    }

    private static boolean jobManagerIsSucceeded(Observation seen) {
        ClusterView cluster = seen.cluster();
        ProcessView process = cluster.jobManager();
        return !cluster.answers()
                && cluster.mountProblem().isEmpty()
                && !process.isWaiting(seen.now())
                && process.exits() > 0
                && process.lastExit().orElseThrow().plus(SUCCESSION).isAfter(seen.now());
    }
}
