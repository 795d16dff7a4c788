package io.millrace.job.formats;

import io.millrace.definition.DataType;
import io.millrace.definition.DeadLetterCode;
import io.millrace.job.records.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;

/** Writes one field of a record from a row. */
@FunctionalInterface
interface AvroFieldWriter {

    void write(Row row, Encoder out) throws IOException, BadRecord;

    static AvroFieldWriter ofColumn(Schema.Field field, int column, DataType type) {
        Schema schema = field.schema();
        Schema value = AvroValues.valueSchema(schema);
        boolean union = schema.getType() == Schema.Type.UNION;
        int nullBranch = union ? schema.getIndexNamed("null") == null ? -1 : schema.getIndexNamed("null") : -1;
        int valueBranch = union ? schema.getTypes().indexOf(value) : -1;
        AvroValueWriter writer = AvroValueWriter.of(value, type, field.name());
        return (row, out) -> {
            Object present = row.get(column);
            if (present == null && nullBranch < 0) {
                throw new BadRecord(
                        DeadLetterCode.ENCODE, "column '" + field.name() + "' is NULL; its field may not be");
            }
            if (union) {
                out.writeIndex(present == null ? nullBranch : valueBranch);
            }
            if (present != null) {
                writer.write(present, out);
            }
        };
    }

    /** The same bytes for every row. */
    static AvroFieldWriter ofDefault(Schema.Field field) {
        if (!field.hasDefaultValue()) {
            throw new IllegalArgumentException("no column fills field '" + field.name() + "', which has no default");
        }
        byte[] bytes = encodedDefault(field);
        return (row, out) -> out.writeFixed(bytes);
    }

    private static byte[] encodedDefault(Schema.Field field) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<Object>(field.schema())
                    .write(GenericData.get().getDefaultValue(field), encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new IllegalArgumentException("the default of field '" + field.name() + "' cannot be written", e);
        }
        return bytes.toByteArray();
    }
}
