package io.millrace.platform.flink.cluster;

import io.millrace.platform.flink.deployment.Misbehaviours;
import io.millrace.platform.flink.snapshot.Attempt;
import io.millrace.platform.flink.snapshot.SnapshotRequest;
import io.millrace.platform.flink.snapshot.SnapshotSpec.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One snapshot that a JobManager is asked for. What it was asked for only the JobManager remembers. */
public final class SnapshotTrigger {

    private static final Attempt AS_FLINK_SAYS = new Attempt.Unknown();

    private final Clock clock;
    private Attempt own = AS_FLINK_SAYS;
    private Instant hangsUntil = Instant.MAX;

    public SnapshotTrigger(Clock clock) {
        this.clock = clock;
    }

    public Attempt look(Optional<URI> jobManager, String jobId, String triggerId, Kind kind) {
        if (own instanceof Attempt.Hanging && hangsUntil.isBefore(clock.instant())) {
            own = new Attempt.Failed("java.util.concurrent.TimeoutException");
        }
        if (own != AS_FLINK_SAYS || jobManager.isEmpty()) {
            return own == AS_FLINK_SAYS ? new Attempt.Pending() : own;
        }
        try {
            return new SnapshotRest(jobManager.get()).look(jobId, triggerId, kind);
        } catch (FlinkHttp.NotFound gone) {
            return new Attempt.Unknown();
        } catch (IOException notNow) {
            return new Attempt.Pending();
        }
    }

    public void trigger(Optional<URI> jobManager, SnapshotRequest request) {
        own = AS_FLINK_SAYS;
        if (jobManager.isEmpty()) {
            own = new Attempt.Failed("The JobManager is not there");
            return;
        }
        try {
            new SnapshotRest(jobManager.get()).trigger(request);
        } catch (IOException refused) {
            own = new Attempt.Failed(String.valueOf(refused.getMessage()));
        }
    }

    public void fail() {
        own = new Attempt.Failed("told to fail by " + Misbehaviours.ANNOTATION);
    }

    public void hang(SnapshotRequest request, Duration patience) {
        own = new Attempt.Hanging(request);
        hangsUntil = clock.instant().plus(patience);
    }
}
