package io.millrace.job.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.definition.SinkDefinition.AvroEncode;
import io.millrace.definition.SinkDefinition.Encode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * From the bytes that a sink wrote to what is compared: the columns by name, however they were encoded and in whatever
 * order, so that two revisions of a schema differ only where their rows do. Numbers are compared by value. What cannot
 * be decoded is compared byte by byte. Used by one thread.
 */
public final class ComparedValues {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private static final int LONGEST_ZEROS = 40;
    private static final String TOMBSTONE = "tombstone";
    private static final String UNREADABLE = "bytes:";
    private static final String WINDOW_START = "window_start";

    private final @Nullable AvroObjects avro;
    private final Set<String> ignored;
    private final @Nullable List<String> windowKey;

    /**
     * @param ignored columns that may differ
     * @param windowKey the key columns of the window whose results these are, {@code null} for others
     */
    public ComparedValues(
            Encode encode, WriterSchemas writerSchemas, Set<String> ignored, @Nullable List<String> windowKey) {
        this.avro = encode instanceof AvroEncode pinned ? new AvroObjects(pinned.schema(), writerSchemas) : null;
        this.ignored = Set.copyOf(ignored);
        this.windowKey = windowKey;
    }

    /** @throws InterruptedIOException when the job is cancelled while the registry is awaited */
    public ComparedValue of(byte @Nullable [] value) throws InterruptedIOException {
        if (value == null) {
            return ComparedValue.opaque(TOMBSTONE);
        }
        try {
            ObjectNode columns = avro == null ? json(value) : avro.read(value);
            Optional<String> windowStart =
                    Optional.ofNullable(columns.get(WINDOW_START)).map(JsonNode::asText);
            return new ComparedValue(text(columns), windowStart, windowKey(columns));
        } catch (BadRecord e) {
            return ComparedValue.opaque(UNREADABLE + Base64.getEncoder().encodeToString(value));
        }
    }

    private Optional<String> windowKey(ObjectNode columns) {
        if (windowKey == null
                || !columns.has(WINDOW_START)
                || !windowKey.stream().allMatch(columns::has)) {
            return Optional.empty();
        }
        TreeMap<String, JsonNode> key = new TreeMap<>();
        windowKey.forEach(column -> key.put(column, plain(columns.get(column))));
        return Optional.of(write(key));
    }

    /** The same for equal JSON objects; empty for what is none. */
    public static Optional<String> ofJson(byte[] object) {
        try {
            return Optional.of(write(plain(json(object))));
        } catch (BadRecord e) {
            return Optional.empty();
        }
    }

    private static ObjectNode json(byte[] value) throws BadRecord {
        try {
            if (JSON.readTree(value) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            // Jackson's message is not passed on: it quotes what it read.
        }
        throw BadRecord.unreadable("the value is no JSON object");
    }

    private String text(ObjectNode columns) {
        TreeMap<String, JsonNode> compared = new TreeMap<>();
        columns.properties().forEach(column -> {
            if (!ignored.contains(column.getKey())) {
                compared.put(column.getKey(), plain(column.getValue()));
            }
        });
        return write(compared);
    }

    // 1, 1.0 and 1e0 are one number. Rows are flat, but an encoding may have been made by somebody else.
    private static JsonNode plain(JsonNode value) {
        if (value.isNumber()) {
            return DecimalNode.valueOf(plain(value.decimalValue().stripTrailingZeros()));
        }
        if (value instanceof ObjectNode object) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            object.properties().forEach(field -> sorted.put(field.getKey(), plain(field.getValue())));
            return JSON.createObjectNode().setAll(sorted);
        }
        return value;
    }

    // 100 and not 1E+2, as long as that is for people to read.
    private static BigDecimal plain(BigDecimal stripped) {
        return stripped.scale() < 0 && stripped.scale() > -LONGEST_ZEROS ? stripped.setScale(0) : stripped;
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree must always be writable", e);
        }
    }
}
