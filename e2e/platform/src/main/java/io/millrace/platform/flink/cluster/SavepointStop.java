package io.millrace.platform.flink.cluster;

import io.millrace.platform.flink.deployment.StopView;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stop-with-savepoint that one JobManager was asked for; a JobManager that dies forgets it, and so do we. */
final class SavepointStop {

    private final Clock clock;
    private @Nullable Request request;
    private StopView view = StopView.NOT_ASKED;

    private record Request(JobManagerRest of, String jobId, String id) {}

    SavepointStop(Clock clock) {
        this.clock = clock;
    }

    void ask(JobManagerRest rest, String jobId, Optional<String> folder) {
        try {
            request = new Request(rest, jobId, rest.stopWithSavepoint(jobId, folder));
            view = StopView.IN_PROGRESS;
        } catch (IOException refused) {
            view = failed(String.valueOf(refused.getMessage()));
        }
    }

    StopView look(Optional<JobManagerRest> current) {
        Request asked = request;
        if (asked == null) {
            return view;
        }
        if (current.isEmpty() || current.get() != asked.of()) {
            forget();
            return view;
        }
        try {
            asked.of().savepoint(asked.jobId(), asked.id()).ifPresent(this::finish);
        } catch (IOException notNow) {
            // The next look asks again, or finds another JobManager.
            return view;
        }
        return view;
    }

    private void finish(JobManagerRest.SavepointResult result) {
        request = null;
        view = result.location()
                .map(StopView::done)
                .orElseGet(() -> failed(result.failure().orElse("no cause given")));
    }

    private StopView failed(String cause) {
        Instant now = clock.instant();
        return StopView.failed(cause, now);
    }

    void forget() {
        request = null;
        view = StopView.NOT_ASKED;
    }
}
