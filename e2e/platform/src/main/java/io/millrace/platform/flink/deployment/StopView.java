package io.millrace.platform.flink.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far the stop-with-savepoint has come that was last asked of the running JobManager. */
public record StopView(boolean inProgress, Optional<String> path, Optional<Failure> failure) {

    public record Failure(String cause, Instant at) {}

    public static final StopView NOT_ASKED = new StopView(false, Optional.empty(), Optional.empty());
    public static final StopView IN_PROGRESS = new StopView(true, Optional.empty(), Optional.empty());

    /** The operator tries again with its next look at the resource; its chart sets this interval. */
    private static final Duration PAUSE_BETWEEN_TRIES = Duration.ofSeconds(15);

    public static StopView done(String path) {
        return new StopView(false, Optional.of(path), Optional.empty());
    }

    public static StopView failed(String cause, Instant at) {
        return new StopView(false, Optional.empty(), Optional.of(new Failure(cause, at)));
    }

    Optional<Failure> failureToShow(Instant now) {
        return failure.filter(failed -> failed.at().plus(PAUSE_BETWEEN_TRIES).isAfter(now));
    }
}
