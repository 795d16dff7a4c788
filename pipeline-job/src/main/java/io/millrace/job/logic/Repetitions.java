package io.millrace.job.logic;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What {@code deduplicate} knows about event times; {@code passed} are those of the records of one key that passed, as far
 * as they still matter.
 *
 * <pre>
 *             not judged │ judged
 *   ─────────────────────┼──────────────────► event time
 *                 watermark - within
 * </pre>
 *
 * <p>What cannot be judged any more is what a forgotten record might have come before: so nothing passes twice.
 */
public final class Repetitions implements Serializable {

    private static final long serialVersionUID = 1;

    private static final long[] NONE = {};

    private final long withinMillis;

    public Repetitions(long withinMillis) {
        this.withinMillis = withinMillis;
    }

    public boolean canJudge(long time, long watermark) {
        return watermark < time + withinMillis;
    }

    /** In either direction: of two records out of order the one that is read first is the first one. */
    public boolean isRepetition(long time, long[] passed) {
        for (long other : passed) {
            if (Math.abs(time - other) < withinMillis) {
                return true;
            }
        }
        return false;
    }

    public long[] with(long time, long[] passed) {
        long[] more = Arrays.copyOf(passed, passed.length + 1);
        more[passed.length] = time;
        return more;
    }

    /** The watermark at which no record can be judged any more that this one could be the first of. */
    public long forgottenAt(long passed) {
        return passed + 2 * withinMillis - 1;
    }

    /** Without those that are forgotten; empty when nothing is left to remember. */
    public long[] remembered(long[] passed, long watermark) {
        long[] left = Arrays.stream(passed)
                .filter(time -> forgottenAt(time) > watermark)
                .toArray();
        return left.length == 0 ? NONE : left;
    }
}
