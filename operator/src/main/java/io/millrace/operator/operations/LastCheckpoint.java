package io.millrace.operator.operations;

import io.millrace.operator.jobs.JobState;
import io.millrace.operator.revisions.FlinkSettings;
import java.util.Optional;
import java.util.Set;

/** Of a job that cannot be stopped with a savepoint: whether another one can go on from there. */
final class LastCheckpoint {

    // Such a job has been running, so that Flink still tells its last checkpoint once it is cancelled.
    private static final Set<String> CAN_BE_CANCELLED = Set.of("RESTARTING", "FAILING", "FAILED");

    private LastCheckpoint() {}

    /**
     * @param present of the job that is there
     * @param next of the one that takes its place
     */
    static boolean canBeTakenOver(FlinkSettings present, FlinkSettings next, Optional<JobState> job) {
        // A checkpoint is of its state backend's own form; only a savepoint can be read by another one.
        boolean canBeRead = present.stateBackend() == next.stateBackend();
        boolean isSameVersion = present.flinkVersion().equals(next.flinkVersion());
        return canBeRead
                && (isSameVersion || job.filter(LastCheckpoint::canBeCancelled).isPresent());
    }

    // To another version of Flink the operator carries a job that it can cancel, and waits for ever else.
    private static boolean canBeCancelled(JobState job) {
        return job.jobManager().equals("READY") && CAN_BE_CANCELLED.contains(job.jobState());
    }
}
