package io.millrace.job.compare;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of one value that one side has written and the other has not yet: as many as there are too many. Equal ones
 * cancel out as they come, so there are never some of both sides.
 */
record Unmatched(Side side, List<Occurrence> occurrences) {

    private static final int FIELDS = 3;

    /** Where one of them stands in its topic. */
    record Occurrence(long epoch, int partition, long offset) {}

    Unmatched {
        occurrences = List.copyOf(occurrences);
    }

    /** What is left when another record of that value comes; {@code null} for nothing. */
    static @Nullable Unmatched after(@Nullable Unmatched before, Side side, Occurrence next) {
        if (before == null) {
            return new Unmatched(side, List.of(next));
        }
        List<Occurrence> left = new ArrayList<>(before.occurrences);
        if (before.side == side) {
            left.add(next);
        } else {
            left.remove(0);
        }
        return before.with(left);
    }

    boolean isCancelledBy(Side other) {
        return side != other;
    }

    @Nullable
    Unmatched with(List<Occurrence> left) {
        return left.isEmpty() ? null : new Unmatched(side, left);
    }

    /** As it is kept. */
    long[] toLongs() {
        long[] longs = new long[1 + FIELDS * occurrences.size()];
        longs[0] = side.code();
        int at = 1;
        for (Occurrence one : occurrences) {
            longs[at++] = one.epoch();
            longs[at++] = one.partition();
            longs[at++] = one.offset();
        }
        return longs;
    }

    static Unmatched of(long[] longs) {
        List<Occurrence> occurrences = new ArrayList<>();
        for (int at = 1; at < longs.length; at += FIELDS) {
            occurrences.add(new Occurrence(longs[at], (int) longs[at + 1], longs[at + 2]));
        }
        return new Unmatched(Side.of(longs[0]), occurrences);
    }
}
