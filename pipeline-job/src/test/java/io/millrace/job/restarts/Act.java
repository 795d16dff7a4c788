package io.millrace.job.restarts;

import org.jspecify.annotations.Nullable;

/** What a subtask reads next; which one it is follows from the key. */
sealed interface Act {

    record Arrival(Event event) implements Act {}

    /** Event time has come to here for the subtask that has this key, or so its channels say. */
    record Mark(@Nullable String kind, long watermark) implements Act {}
}
