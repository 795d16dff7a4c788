package io.millrace.job.compare;

/** Why nothing can be compared any more. None of them ever goes away. */
enum Broken {
    /** The candidate did not begin with a snapshot of the live job. */
    NO_SNAPSHOT,
    /** Another job has taken the live one's place. */
    ANOTHER_RUN,
    /** The live job went back behind the snapshot: which of its records come after it cannot be told any more. */
    SNAPSHOT_LOST,
    /** A job whose delivery is at-least-once was restarted, and may have written records again. */
    WRITTEN_AGAIN,
    /** A topic has more records of a job than the job says: they are there twice, or somebody else writes there. */
    MORE_THAN_BOOKED,
    /** A ledger does not tell how far its job has read: the job is of an earlier version. */
    NO_POSITIONS
}
