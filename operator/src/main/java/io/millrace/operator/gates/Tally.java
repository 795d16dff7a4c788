package io.millrace.operator.gates;

import io.millrace.api.v1alpha1.PipelineStatus.GateResult;

/**
 * All that is remembered of what a gate has seen.
 *
 * @param live events of the live job so far, or its figure of the last minute
 * @param candidate the same of the candidate
 * @param liveRecords that the live job has read meanwhile
 * @param minutes in which both were measured
 * @param beyond those of them in which the candidate was beyond the limit; of a count, in a row up to now
 */
record Tally(long live, long candidate, long liveRecords, long candidateRecords, int minutes, int beyond) {

    static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, 0);

    static Tally of(GateResult stored) {
        return new Tally(
                stored.live(),
                stored.candidate(),
                stored.liveRecords(),
                stored.candidateRecords(),
                stored.minutes(),
                stored.minutesBeyond());
    }

    Tally withEvents(long ofLive, long ofCandidate) {
        return new Tally(live + ofLive, candidate + ofCandidate, liveRecords, candidateRecords, minutes + 1, beyond);
    }

    /** How often in a row it was beyond the limit. */
    Tally onceMore(boolean isBeyond) {
        return new Tally(live, candidate, liveRecords, candidateRecords, minutes, isBeyond ? beyond + 1 : 0);
    }

    Tally withRecords(long ofLive, long ofCandidate) {
        return new Tally(live, candidate, liveRecords + ofLive, candidateRecords + ofCandidate, minutes, beyond);
    }

    Tally withMinute(long ofLive, long ofCandidate, boolean isBeyond) {
        return new Tally(ofLive, ofCandidate, liveRecords, candidateRecords, minutes + 1, beyond + (isBeyond ? 1 : 0));
    }
}
