package io.millrace.platform.flink.deployment;

import java.util.Optional;

/** {@code status.jobStatus}: the job as it was last seen. */
public record JobStatus(
        Optional<String> id,
        Optional<JobState> state,
        Optional<String> name,
        Optional<Long> startTime,
        Optional<String> upgradeSavepointPath) {

    static final JobStatus NONE =
            new JobStatus(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    JobStatus withId(String newId) {
        return new JobStatus(Optional.of(newId), state, name, startTime, upgradeSavepointPath);
    }

    JobStatus withState(JobState newState) {
        return new JobStatus(id, Optional.of(newState), name, startTime, upgradeSavepointPath);
    }

    JobStatus withUpgradeSavepointPath(Optional<String> path) {
        return new JobStatus(id, state, name, startTime, path);
    }

    JobStatus seenAs(JobView job) {
        return new JobStatus(
                id,
                Optional.of(job.state()),
                Optional.of(job.name()),
                Optional.of(job.startTime()),
                upgradeSavepointPath);
    }

    boolean isOver() {
        return state.filter(JobState::isOver).isPresent();
    }

    boolean isRunning() {
        return state.filter(JobState.RUNNING::equals).isPresent();
    }
}
