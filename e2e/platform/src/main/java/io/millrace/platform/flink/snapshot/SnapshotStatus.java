package io.millrace.platform.flink.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The status of a FlinkStateSnapshot; how often it failed counts over all tries. */
public record SnapshotStatus(
        SnapshotState state,
        Optional<String> triggerId,
        Optional<Instant> triggered,
        Optional<Instant> ended,
        Optional<String> path,
        Optional<String> error,
        int failures) {

    public static final SnapshotStatus NONE = new SnapshotStatus(
            SnapshotState.TRIGGER_PENDING,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

    SnapshotStatus inProgress(String id, Instant now) {
        return new SnapshotStatus(
                SnapshotState.IN_PROGRESS, Optional.of(id), Optional.of(now), ended, path, error, failures);
    }

    SnapshotStatus completed(String where, Instant now) {
        return new SnapshotStatus(
                SnapshotState.COMPLETED,
                triggerId,
                triggered.or(() -> Optional.of(now)),
                Optional.of(now),
                Optional.of(where),
                Optional.empty(),
                failures);
    }

    SnapshotStatus abandoned(String why, Instant now) {
        return new SnapshotStatus(
                SnapshotState.ABANDONED,
                triggerId,
                triggered,
                Optional.of(now),
                Optional.empty(),
                Optional.of(why),
                failures);
    }

    /** Tried again after a while, until it has failed more often than the limit allows. */
    SnapshotStatus failed(String why, int backoffLimit, Instant now) {
        boolean tooOften = failures + 1 > backoffLimit;
        return new SnapshotStatus(
                tooOften ? SnapshotState.FAILED : SnapshotState.TRIGGER_PENDING,
                triggerId,
                triggered,
                Optional.of(now),
                path,
                Optional.of(why),
                failures + 1);
    }

    /** Ten seconds after the first failure, and twice as long after each that follows. */
    boolean isDue(Instant now) {
        return failures == 0
                || ended.map(failed -> failed.plus(FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 20))))
                        .filter(now::isBefore)
                        .isEmpty();
    }
}
