package io.millrace.platform.flink.cluster;

import io.millrace.platform.flink.snapshot.Attempt;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The disposal of one savepoint, of which any JobManager can be asked. */
public final class SavepointDisposal {

    /** The operator tries again with its next look at the resource. */
    private static final Duration PAUSE_BETWEEN_TRIES = Duration.ofSeconds(15);

    private final Clock clock;
    private @Nullable Asked asked;
    private Attempt last = new Attempt.Unknown();
    private Instant failed = Instant.MIN;

    private record Asked(SnapshotRest of, String id, String path) {}

    public SavepointDisposal(Clock clock) {
        this.clock = clock;
    }

    public Attempt look() {
        Asked now = asked;
        if (now != null) {
            try {
                note(now.of().disposal(now.id(), now.path()));
            } catch (FlinkHttp.NotFound forgotten) {
                note(new Attempt.Unknown());
            } catch (IOException notNow) {
                return last;
            }
        }
        if (last instanceof Attempt.Failed && failed.plus(PAUSE_BETWEEN_TRIES).isBefore(clock.instant())) {
            last = new Attempt.Unknown();
        }
        return last;
    }

    private void note(Attempt seen) {
        last = seen;
        if (!(seen instanceof Attempt.Pending)) {
            asked = null;
        }
        if (seen instanceof Attempt.Failed) {
            failed = clock.instant();
        }
    }

    public void dispose(Optional<URI> jobManager, String path) {
        // Whoever asked for it may have ended before it could be noted that it was done.
        if (!StoredState.mayExist(path)) {
            note(new Attempt.Done(path));
            return;
        }
        if (jobManager.isEmpty()) {
            return;
        }
        try {
            SnapshotRest rest = new SnapshotRest(jobManager.get());
            asked = new Asked(rest, rest.dispose(path), path);
            last = new Attempt.Pending();
        } catch (IOException refused) {
            note(new Attempt.Failed(String.valueOf(refused.getMessage())));
        }
    }
}
