package io.millrace.platform.clickstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Events as bytes, in the registry's framing: a zero, the schema's id in four bytes, the Avro record. */
final class ShopEventEncoder {

    private static final int NO_SUCH_SCHEMA = Integer.MAX_VALUE;

    private final Schema schema;
    private final int schemaId;

    ShopEventEncoder(Schema schema, int schemaId) {
        this.schema = schema;
        this.schemaId = schemaId;
    }

    byte[] encode(ShopEvent event) {
        return frame(schemaId, avro(event));
    }

    /** An event with a fault that lies in its bytes. */
    byte[] encodeBroken(ShopEvent event, Fault fault) {
        return switch (fault) {
            case NOT_AVRO -> ("event of " + event.timestamp()).getBytes(StandardCharsets.UTF_8);
            case UNKNOWN_SCHEMA -> frame(NO_SUCH_SCHEMA, avro(event));
            // A union index that does not exist, at the very first field.
            case BROKEN_AVRO -> frame(schemaId, new byte[] {0x7e, 0x01, 0x02});
            case NULL_USER, UNKNOWN_TYPE -> encode(event);
        };
    }

    private byte[] avro(ShopEvent event) {
        GenericRecord record = new GenericData.Record(schema);
        record.put("user_id", event.userId());
        record.put("event_type", event.eventType());
        record.put("product_id", event.productId());
        record.put("price", ByteBuffer.wrap(event.price().unscaledValue().toByteArray()));
        record.put("timestamp", event.timestamp());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] frame(int id, byte[] avro) {
        return ByteBuffer.allocate(5 + avro.length)
                .put((byte) 0)
                .putInt(id)
                .put(avro)
                .array();
    }
}
