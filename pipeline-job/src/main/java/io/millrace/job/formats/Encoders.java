package io.millrace.job.formats;

import io.millrace.definition.RowType;
import io.millrace.definition.SinkDefinition.AvroEncode;
import io.millrace.definition.SinkDefinition.Encode;
import io.millrace.job.records.Origin;

/** The encoder that a sink asks for. */
public final class Encoders {

    private Encoders() {}

    public static RowEncoder of(Encode encode, RowType type) {
        return encode instanceof AvroEncode avro ? new AvroEncoder(avro.schema(), type) : new JsonEncoder(type);
    }

    /** The id of the schema that the sink writes with, or {@link Origin#NO_SCHEMA}. */
    public static int schemaId(Encode encode) {
        return encode instanceof AvroEncode avro ? avro.schema().id() : Origin.NO_SCHEMA;
    }
}
