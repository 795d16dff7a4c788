package io.millrace.job.steps;

import io.millrace.job.records.Origin;

/** Names a record in the same way however often it is processed, so that a consumer can tell a repetition. */
final class RecordIds {

    private RecordIds() {}

    /** Topic, partition and offset; of a window's row, the step and a hash of the row. */
    static String of(Origin origin) {
        if (origin instanceof Origin.Consumed consumed) {
            return consumed.topic() + "-" + consumed.partition() + "-" + consumed.offset();
        }
        Origin.Computed computed = (Origin.Computed) origin;
        return computed.step() + "-" + Integer.toHexString(computed.row().hashCode());
    }
}
