package io.millrace.definition;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic that is written.
 *
 * @param key {@code null} for records without a key
 */
public record SinkDefinition(String name, List<String> from, String topic, @Nullable Key key, Encode encode) {

    /** The same into another topic. */
    public SinkDefinition withTopic(String other) {
        return new SinkDefinition(name, from, other, key, encode);
    }

    /**
     * The record's key. A key whose columns are all NULL is no key.
     *
     * @param columns positions in the input row
     */
    public record Key(KeyFormat format, List<Integer> columns) {}

    public enum KeyFormat {
        /** The text of one column, UTF-8. */
        STRING,
        /** A JSON object of the columns, in order. */
        JSON
    }

    /** How a row becomes bytes. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "format")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = AvroEncode.class, name = "avro"),
        @JsonSubTypes.Type(value = JsonEncode.class, name = "json")
    })
    public sealed interface Encode {

        /** Whether a column of this name is written, if there is one. */
        boolean has(String column);
    }

    /** Confluent framing with this schema; its fields are filled from the columns of the same name, or by default. */
    public record AvroEncode(SchemaPin schema) implements Encode {
        @Override
        public boolean has(String column) {
            return schema.hasField(column);
        }
    }

    /**
     * One JSON object per row, columns in order, NULL written as null, DECIMAL as a number, DATE as {@code "2026-01-31"},
     * TIMESTAMP as {@code "2026-01-31T12:00:00.000Z"}, BYTES in Base64.
     */
    public record JsonEncode() implements Encode {
        @Override
        public boolean has(String column) {
            return true;
        }
    }
}
