package io.millrace.job.compare;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far the comparison is, as all subtasks that compare are told. Of each side:
 *
 * @param live of its records
 * @param candidate of its records
 * @param eventTime up to which everything is resolved, {@code null} without event time
 * @param broken why nothing more can be compared
 * @param windows how many of each sink have been compared
 * @param resolved how many records of each of the live job's sinks have been: what they met, or that they met nothing, is
 *     known
 */
record Frontier(
        Decided live,
        Decided candidate,
        @Nullable Long eventTime,
        Set<Broken> broken,
        Map<String, Long> windows,
        Map<String, Long> resolved) {

    static final Frontier NOTHING = new Frontier(Decided.NOTHING, Decided.NOTHING, null, Set.of(), Map.of(), Map.of());

    static Frontier withoutSnapshot() {
        return new Frontier(Decided.NOTHING, Decided.NOTHING, null, Set.of(Broken.NO_SNAPSHOT), Map.of(), Map.of());
    }

    Frontier {
        windows = Map.copyOf(windows);
        resolved = Map.copyOf(resolved);
    }

    /**
     * Records of one side, by their epochs.
     *
     * @param below all below it are decided: what the other side wrote of the same cause was read, if it did
     * @param resolvedBelow all below it are resolved: what the other side wrote instead is decided as well
     */
    record Decided(long below, long resolvedBelow) {
        static final Decided NOTHING = new Decided(Long.MIN_VALUE, Long.MIN_VALUE);
    }

    Decided of(Side side) {
        return side == Side.LIVE ? live : candidate;
    }
}
