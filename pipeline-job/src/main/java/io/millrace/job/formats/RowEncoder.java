package io.millrace.job.formats;

import io.millrace.job.records.Row;

/** Writes rows of one sink. Used by one thread. */
public interface RowEncoder {

    byte[] encode(Row row) throws BadRecord;
}
