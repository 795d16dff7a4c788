package io.millrace.job.formats;

import io.millrace.definition.DeadLetterCode;
import io.millrace.job.records.Origin;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The five bytes before every registered record: a zero and the id of the writer's schema. */
public final class ConfluentFraming {

    static final int SIZE = 5;
    private static final byte MAGIC = 0;

    private ConfluentFraming() {}

    /** The writer's schema id, or {@link Origin#NO_SCHEMA} where there is no framing. */
    public static int schemaId(byte @Nullable [] value) {
        return value != null && value.length >= SIZE && value[0] == MAGIC ? idIn(value) : Origin.NO_SCHEMA;
    }

    static int requireSchemaId(byte[] value) throws BadRecord {
        if (value.length < SIZE) {
            throw new BadRecord(
                    DeadLetterCode.BAD_FRAMING,
                    "the value has " + value.length + " bytes; a zero byte and a four-byte schema id are the least");
        }
        if (value[0] != MAGIC) {
            throw new BadRecord(DeadLetterCode.BAD_FRAMING, "the value does not begin with a zero byte");
        }
        return idIn(value);
    }

    private static int idIn(byte[] value) {
        return (value[1] << 24) | ((value[2] & 0xff) << 16) | ((value[3] & 0xff) << 8) | (value[4] & 0xff);
    }

    static byte[] header(int schemaId) {
        return ByteBuffer.allocate(SIZE).put(MAGIC).putInt(schemaId).array();
    }
}
