package io.millrace.platform.flink.cluster;

import io.millrace.platform.flink.deployment.Misbehaviours;
import io.millrace.platform.flink.deployment.StopRequest;
import io.millrace.platform.flink.deployment.StopView;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stop-with-savepoint that one JobManager was asked for; a JobManager that dies forgets it, and so do we. */
final class SavepointStop {

    private final Clock clock;
    private @Nullable Asked asked;
    private @Nullable Hanging hanging;
    private StopView view = StopView.NOT_ASKED;

    private record Hanging(StopRequest request, Instant until) {}

    private record Asked(JobManagerRest of, StopRequest request, String id) {}

    SavepointStop(Clock clock) {
        this.clock = clock;
    }

    void ask(JobManagerRest rest, StopRequest request) {
        try {
            asked = new Asked(rest, request, rest.stopWithSavepoint(request.jobId(), request.folder()));
            view = StopView.IN_PROGRESS;
        } catch (IOException refused) {
            view = failed(request, String.valueOf(refused.getMessage()));
        }
    }

    void fail(StopRequest request) {
        view = failed(request, "told to fail by " + Misbehaviours.ANNOTATION);
    }

    void hang(StopRequest request, Duration patience) {
        hanging = new Hanging(request, clock.instant().plus(patience));
        view = StopView.HANGING;
    }

    StopView look(Optional<JobManagerRest> current) {
        Asked now = asked;
        Hanging hung = hanging;
        if (hung != null && hung.until().isBefore(clock.instant())) {
            hanging = null;
            view = failed(hung.request(), "java.util.concurrent.TimeoutException");
        }
        if (now == null) {
            return view;
        }
        if (current.isEmpty() || current.get() != now.of()) {
            forget();
            return view;
        }
        try {
            now.of().savepoint(now.request().jobId(), now.id()).ifPresent(result -> finish(now.request(), result));
        } catch (IOException notNow) {
            // The next look asks again, or finds another JobManager.
            return view;
        }
        return view;
    }

    private void finish(StopRequest request, OperationResult result) {
        asked = null;
        view = result.failure()
                .map(cause -> failed(request, cause))
                .orElseGet(
                        () -> StopView.done(result.operation().path("location").asText()));
    }

    private StopView failed(StopRequest request, String cause) {
        return StopView.failed(cause, request.generation(), clock.instant());
    }

    void forget() {
        asked = null;
        hanging = null;
        view = StopView.NOT_ASKED;
    }
}
