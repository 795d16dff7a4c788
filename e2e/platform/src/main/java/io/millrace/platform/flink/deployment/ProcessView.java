package io.millrace.platform.flink.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The JobManager's process: whether it lives, and how often it ended since it last ran its job. */
public record ProcessView(boolean alive, int exits, Optional<Instant> lastExit) {

    public static final ProcessView ABSENT = new ProcessView(false, 0, Optional.empty());

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** As a kubelet restarts a container: at once the first time, then after a pause that doubles. */
    Duration pause() {
        if (exits <= 1) {
            return Duration.ZERO;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(exits - 2, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    boolean isWaiting(Instant now) {
        return !alive && lastExit.map(exit -> exit.plus(pause()).isAfter(now)).orElse(false);
    }
}
