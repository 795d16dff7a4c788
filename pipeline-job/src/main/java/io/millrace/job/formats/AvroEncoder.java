package io.millrace.job.formats;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.RowType;
import io.millrace.definition.SchemaPin;
import io.millrace.job.records.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Rows to Avro in Confluent framing. */
final class AvroEncoder implements RowEncoder {

    private final byte[] header;
    private final List<AvroFieldWriter> fields = new ArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);

    AvroEncoder(SchemaPin pin, RowType columns) {
        header = ConfluentFraming.header(pin.id());
        for (Schema.Field field : AvroSchemas.parse(pin.text()).getFields()) {
            OptionalInt column = columns.indexOf(field.name());
            fields.add(
                    column.isPresent()
                            ? AvroFieldWriter.ofColumn(
                                    field,
                                    column.getAsInt(),
                                    columns.column(column.getAsInt()).type())
                            : AvroFieldWriter.ofDefault(field));
        }
    }

    @Override
    public byte[] encode(Row row) throws BadRecord {
        bytes.reset();
        bytes.writeBytes(header);
        try {
            for (AvroFieldWriter field : fields) {
                field.write(row, encoder);
            }
            encoder.flush();
        } catch (IOException e) {
            throw new BadRecord(
                    DeadLetterCode.ENCODE,
                    "the row cannot be written: " + e.getClass().getSimpleName());
        }
        return bytes.toByteArray();
    }
}
