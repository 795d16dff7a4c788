package io.millrace.definition.ledger;

/** What a place (a source, a step or a sink) counts, besides its dead letters. */
public enum Account {
    /** Rows that came in; of a source, records consumed. */
    IN,
    /** Rows handed on, counted once however many read them; of a sink, records handed to Kafka. */
    OUT,
    /** Rows that a condition did not let pass. */
    FILTERED,
    /** Of a source: records that were decoded and not handed on, as their keys are outside of a candidate's sample. */
    SAMPLED_OUT,
    /** Rows that could not enter a window because an expression failed on them; they are among its dead letters. */
    REJECTED,
    /** Rows that arrived at a keyed step after the shuffle. */
    ENTERED,
    /** Rows that came too late: after every window of theirs was closed, or when nobody could tell any more whether they are duplicates. */
    LATE,
    /** Pairs of a row and a window that was closed when it came, though another window still took it. */
    MISSED,
    /** Pairs of a row and a window that it was put into. */
    ASSIGNED,
    /** Of those, the ones in windows that the watermark has not passed. A level, not a flow. */
    HELD,
    /** Of those, the ones in results that windows gave, once however often a window gave its result; counted by the windows themselves. */
    CLOSED,
    /** Rows that repeat one that has passed. */
    DUPLICATE,
    /** Pairs of equal records, one of the live job and one of the candidate. */
    EQUAL,
    /** Pairs of records of one key, one of the live job and one of the candidate, whose values differ. */
    DIFFERENT,
    /** Records that the live job wrote and the candidate did not. */
    MISSING,
    /** Records that the candidate wrote and the live job did not. */
    EXTRA,
    /** What would be one of the last three, but comes of a record that was late on one side only. */
    LATENESS,
    /** Records of either side that are not compared: of windows that the candidate does not have all rows of. */
    WARM_UP,
    /** Windows that began after the snapshot, of which all results of both sides have been compared. */
    WINDOWS,
    /** Records that the live job wrote after the snapshot and of which it is known whether an equal one was met. */
    RESOLVED,
    /** Reasons for which nothing that is compared from now on means anything. */
    BROKEN
}
