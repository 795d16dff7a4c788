package io.millrace.platform.flink.deployment;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is seen of a deployment's processes, of its job through REST, and of what Flink keeps for a fail-over.
 *
 * @param answers whether the JobManager's REST API does
 * @param job the job, when the JobManager knows it
 * @param mountProblem why the JobManager could not be started at all
 * @param failOver what Flink has stored about the job; not asked for while the job runs
 * @param ended set when Flink has noted the job as over and no JobManager is there to tell
 */
public record ClusterView(
        ProcessView jobManager,
        int taskManagers,
        boolean answers,
        Optional<JobView> job,
        Map<String, String> clusterInfo,
        StopView stop,
        Optional<Instant> cancelAsked,
        Optional<String> mountProblem,
        FailOver failOver,
        Optional<Ended> ended) {

    /**
     * How a job ended that nobody saw end.
     *
     * @param savepoint the one that it was stopped with
     * @param checkpoint the newest one that it has left
     */
    public record Ended(JobState state, Optional<String> savepoint, Optional<String> checkpoint) {}

    /** Where the stop that was asked for has left the job's state, once it has. */
    Optional<String> savepointOfStop() {
        return stop.path().or(() -> ended.flatMap(Ended::savepoint));
    }

    boolean isAbsent() {
        return !jobManager.alive() && taskManagers == 0;
    }

    /** Absent, and nothing is left that a JobManager would go on from. */
    boolean isGone() {
        return isAbsent() && failOver == FailOver.NOTHING;
    }
}
