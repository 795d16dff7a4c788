package io.millrace.operator.faults.cluster;

import io.millrace.operator.faults.State;
import java.time.Duration;
import java.util.List;

/** Tells when nothing moves any more. */
final class Rest {

    // Longer than between two turns that follow each other without a poll.
    private static final Duration SETTLED = Duration.ofSeconds(2);
    // Longer than the polls that an operation waits for.
    private static final Duration WAITING = Duration.ofSeconds(17);

    private List<String> last = List.of();
    private long since = System.nanoTime();

    boolean after(State state, List<String> ending) {
        if (state.gone()) {
            return true;
        }
        if (!ending.equals(last)) {
            last = ending;
            since = System.nanoTime();
            return false;
        }
        Duration unchanged = Duration.ofNanos(System.nanoTime() - since);
        return unchanged.compareTo(isSettled(state) ? SETTLED : WAITING) > 0;
    }

    private static boolean isSettled(State state) {
        var status = state.resource().getStatus();
        return status != null
                && state.operation().isEmpty()
                && state.resource().getMetadata().getGeneration().equals(status.observedGeneration());
    }
}
