package io.millrace.job.formats;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.RunSettings;
import java.io.InterruptedIOException;
import java.time.Clock;
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

    /** Those of the registry, if there is one. */
    static WriterSchemas of(RunSettings.Connection connection) {
        String registry = connection.registryUrl();
        if (registry == null) {
            return id -> {
                throw new BadRecord(
                        DeadLetterCode.SCHEMA_NOT_FOUND,
                        "schema " + id + " is not the pinned one, and there is no registry to ask");
            };
        }
        return new CachedSchemas(new HttpRegistry(registry), Clock.systemUTC());
    }
}
