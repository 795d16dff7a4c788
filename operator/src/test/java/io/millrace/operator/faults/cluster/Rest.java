package io.millrace.operator.faults.cluster;

import io.millrace.operator.faults.State;
import java.util.List;
import java.util.Optional;

/**
 * Tells when nothing moves any more, by how often the operator has asked the outside systems since: on a busy machine it
 * takes longer.
 */
final class Rest {

    // What one poll tells may be written after the next.
    private static final int SETTLED = 2;
    // Turns that wait are as far apart as polls.
    private static final int WAITING = 8;

    private final Optional<List<String>> expected;
    private List<String> last = List.of();
    private int pollsBefore;

    private Rest(Optional<List<String>> expected) {
        this.expected = expected;
    }

    static Rest anywhere() {
        return new Rest(Optional.empty());
    }

    /** There, and nowhere else. */
    static Rest at(List<String> ending) {
        return new Rest(Optional.of(ending));
    }

    boolean after(State state, List<String> ending, int polls) {
        if (!ending.equals(last)) {
            last = ending;
            pollsBefore = polls;
        }
        boolean possible = expected.map(ending::equals).orElseGet(() -> state.gone() || isTakenUp(state));
        boolean arrived = expected.isPresent() || state.operation().isEmpty();
        return possible && (state.gone() || polls - pollsBefore > (arrived ? SETTLED : WAITING));
    }

    private static boolean isTakenUp(State state) {
        var status = state.resource().getStatus();
        return status != null && state.resource().getMetadata().getGeneration().equals(status.observedGeneration());
    }
}
