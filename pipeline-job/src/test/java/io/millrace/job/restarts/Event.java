package io.millrace.job.restarts;

import io.millrace.definition.RowType;
import io.millrace.job.Definitions;
import io.millrace.job.records.Row;
import org.jspecify.annotations.Nullable;

/** @param number by which it is told from all others */
record Event(long number, @Nullable String kind, @Nullable String user, @Nullable Long amount, long time) {

    static final RowType ROW = Definitions.row("kind STRING", "user STRING", "amount BIGINT", "at TIMESTAMP(3)");

    Row row() {
        return new Row(kind, user, amount, time);
    }
}
