package io.millrace.job.formats;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Framed records as Avro's own writer makes them, and as its reader understands them: what ours are measured by. */
final class AvroBytes {

    private AvroBytes() {}

    static Schema schema(String text) {
        return new Schema.Parser().parse(text);
    }

    static Schema record(String fields) {
        return schema("{\"type\": \"record\", \"name\": \"R\", \"fields\": [" + fields + "]}");
    }

    static GenericRecord generic(Schema schema, @Nullable Object... values) {
        GenericRecordBuilder builder = new GenericRecordBuilder(schema);
        for (int i = 0; i < values.length; i++) {
            builder.set(schema.getFields().get(i), values[i]);
        }
        return builder.build();
    }

    static byte[] framed(int id, GenericRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    static GenericRecord read(byte[] framed, Schema schema) throws IOException {
        return new GenericDatumReader<GenericRecord>(schema, schema, new GenericData())
                .read(null, DecoderFactory.get().binaryDecoder(framed, 5, framed.length - 5, null));
    }
}
