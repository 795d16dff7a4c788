package io.millrace.job.formats;

import java.io.InterruptedIOException;
import org.apache.avro.Schema;

/** The schemas that records were written with, by the id in their framing. */
public interface WriterSchemas {

    /**
     * Waits as long as it takes when the answer cannot be had: a registry that is away makes back-pressure, never a
     * dead letter.
     *
     * @throws BadRecord when there is no such schema
     * @throws InterruptedIOException when the job is cancelled meanwhile
     */
    Schema byId(int id) throws BadRecord, InterruptedIOException;
}
