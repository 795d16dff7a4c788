package io.millrace.job.formats;

import io.millrace.job.records.Row;
import java.io.InterruptedIOException;

/** Reads rows of one source. Used by one thread. */
interface RowDecoder {

    /** @throws InterruptedIOException when the job is cancelled while the registry is awaited */
    Row decode(byte[] value) throws BadRecord, InterruptedIOException;
}
