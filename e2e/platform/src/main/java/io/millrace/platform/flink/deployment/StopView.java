package io.millrace.platform.flink.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the stop-with-savepoint has come that was last asked of the running JobManager.
 *
 * @param hangs whether it only goes on because the runtime was told to let it hang
 */
public record StopView(boolean inProgress, boolean hangs, Optional<String> path, Optional<Failure> failure) {

    /** For which generation of the resource it was asked matters: another edit is tried at once. */
    public record Failure(String cause, long generation, Instant at) {}

    public static final StopView NOT_ASKED = new StopView(false, false, Optional.empty(), Optional.empty());
    public static final StopView IN_PROGRESS = new StopView(true, false, Optional.empty(), Optional.empty());
    public static final StopView HANGING = new StopView(true, true, Optional.empty(), Optional.empty());

    /** The operator tries again with its next look at the resource; its chart sets this interval. */
    private static final Duration PAUSE_BETWEEN_TRIES = Duration.ofSeconds(15);

    public static StopView done(String path) {
        return new StopView(false, false, Optional.of(path), Optional.empty());
    }

    public static StopView failed(String cause, long generation, Instant at) {
        return new StopView(false, false, Optional.empty(), Optional.of(new Failure(cause, generation, at)));
    }

    Optional<Failure> failureToShow(long generation, Instant now) {
        return failure.filter(failed -> failed.generation() == generation)
                .filter(failed -> failed.at().plus(PAUSE_BETWEEN_TRIES).isAfter(now));
    }
}
