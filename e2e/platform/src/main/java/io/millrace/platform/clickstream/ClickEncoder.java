package io.millrace.platform.clickstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** A click as the bytes of a record: Avro, framed as Confluent's serializers frame it, or broken as its fault says. */
final class ClickEncoder {

    private static final int ID_NOBODY_HAS = 999_999_999;

    private final Schema schema;
    private final int schemaId;
    private final GenericDatumWriter<GenericRecord> writer;

    ClickEncoder(Schema schema, int schemaId) {
        this.schema = schema;
        this.schemaId = schemaId;
        GenericData data = new GenericData();
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        this.writer = new GenericDatumWriter<>(schema, data);
    }

    byte @Nullable [] encode(Click click) {
        if (click.fault().isEmpty()) {
            return framed(schemaId, click.event());
        }
        return switch (click.fault().get()) {
            case NULL_USER, UNKNOWN_TYPE, OVERSIZED -> framed(schemaId, click.event());
            case NOT_FRAMED -> "what is this?".getBytes(StandardCharsets.UTF_8);
            case CUT_SHORT -> cutShort(framed(schemaId, click.event()));
            case UNKNOWN_SCHEMA -> framed(ID_NOBODY_HAS, click.event());
            case NO_VALUE -> null;
        };
    }

    private static byte[] cutShort(byte[] whole) {
        // The timestamp at the end takes six bytes.
        return Arrays.copyOf(whole, whole.length - 3);
    }

    private byte[] framed(int id, ShopEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(48);
        try {
            bytes.write(0);
            bytes.write(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            writer.write(record(event), encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GenericRecord record(ShopEvent event) {
        GenericRecord record = new GenericData.Record(schema);
        record.put("user_id", event.userId());
        record.put("event_type", event.eventType());
        record.put("product_id", event.productId());
        record.put("price", event.price());
        record.put("timestamp", event.timestamp().toEpochMilli());
        return record;
    }
}
