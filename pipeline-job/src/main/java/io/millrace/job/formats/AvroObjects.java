package io.millrace.job.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.definition.SchemaPin;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Avro records, read as their writer wrote them, as the JSON that a sink with that format would write of the same row. */
final class AvroObjects {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final DateTimeFormatter TIMESTAMP =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private final WriterSchemas writerSchemas;
    private final Map<Integer, Schema> schemas = new HashMap<>();

    AvroObjects(SchemaPin pin, WriterSchemas writerSchemas) {
        this.writerSchemas = writerSchemas;
        schemas.put(pin.id(), AvroSchemas.parse(pin.text()));
    }

    ObjectNode read(byte[] value) throws BadRecord, InterruptedIOException {
        int id = ConfluentFraming.requireSchemaId(value);
        Schema schema = schemas.get(id);
        if (schema == null) {
            schema = writerSchemas.byId(id);
            schemas.put(id, schema);
        }
        AvroInput input = new AvroInput(value, ConfluentFraming.SIZE);
        try {
            Object read = new GenericDatumReader<>(schema, schema, new GenericData()).read(null, input);
            if (input.isAtEnd() && node(read, schema) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException
                | AvroRuntimeException
                | IndexOutOfBoundsException
                | DateTimeException
                | ArithmeticException
                | StackOverflowError e) {
            // Avro's message is not passed on: it quotes what it read.
        }
        throw BadRecord.unreadable("the value is no record of schema " + id);
    }

    private static JsonNode node(@Nullable Object value, Schema schema) {
        if (value == null) {
            return NODES.nullNode();
        }
        return switch (schema.getType()) {
            case UNION -> node(value, schema.getTypes().get(GenericData.get().resolveUnion(schema, value)));
            case RECORD -> record((GenericRecord) value);
            case ARRAY -> array((Collection<?>) value, schema.getElementType());
            case MAP -> map((Map<?, ?>) value, schema.getValueType());
            case BOOLEAN -> NODES.booleanNode((Boolean) value);
            case INT -> whole(((Integer) value).longValue(), schema.getLogicalType());
            case LONG -> whole((Long) value, schema.getLogicalType());
            case FLOAT, DOUBLE -> floating((Number) value);
            case BYTES -> bytes(bytesOf((ByteBuffer) value), schema);
            case FIXED -> bytes(((GenericFixed) value).bytes(), schema);
            case STRING, ENUM -> NODES.textNode(value.toString());
            case NULL -> NODES.nullNode();
        };
    }

    private static ObjectNode record(GenericRecord record) {
        ObjectNode object = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            object.set(field.name(), node(record.get(field.pos()), field.schema()));
        }
        return object;
    }

    private static ArrayNode array(Collection<?> values, Schema element) {
        ArrayNode array = NODES.arrayNode();
        values.forEach(value -> array.add(node(value, element)));
        return array;
    }

    private static ObjectNode map(Map<?, ?> values, Schema element) {
        ObjectNode object = NODES.objectNode();
        values.forEach((key, value) -> object.set(key.toString(), node(value, element)));
        return object;
    }

    private static JsonNode whole(long value, @Nullable LogicalType logical) {
        String name = logical == null ? "" : logical.getName();
        return switch (name) {
            case "date" -> NODES.textNode(LocalDate.ofEpochDay(value).toString());
            case "timestamp-millis", "local-timestamp-millis" -> timestamp(Instant.ofEpochMilli(value));
            case "timestamp-micros", "local-timestamp-micros" ->
                timestamp(Instant.EPOCH.plus(value, ChronoUnit.MICROS));
            case "timestamp-nanos", "local-timestamp-nanos" -> timestamp(Instant.EPOCH.plusNanos(value));
            default -> NODES.numberNode(value);
        };
    }

    private static JsonNode timestamp(Instant instant) {
        boolean isWholeMillis = instant.truncatedTo(ChronoUnit.MILLIS).equals(instant);
        return NODES.textNode(isWholeMillis ? TIMESTAMP.format(instant) : instant.toString());
    }

    // JSON has no NaN and no infinity. A float is the number that its text says, not the double next to it.
    private static JsonNode floating(Number value) {
        return Double.isFinite(value.doubleValue())
                ? NODES.numberNode(new BigDecimal(value.toString()))
                : NODES.textNode(value.toString());
    }

    private static JsonNode bytes(byte[] value, Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return NODES.numberNode(new BigDecimal(new BigInteger(value), decimal.getScale()));
        }
        return NODES.textNode(Base64.getEncoder().encodeToString(value));
    }

    private static byte[] bytesOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
