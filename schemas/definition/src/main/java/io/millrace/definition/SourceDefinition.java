package io.millrace.definition;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * A topic that is read.
 *
 * @param uid of the source operator; state is found again by it
 * @param eventTime where the event time stands; {@code null} when nothing downstream needs it
 * @param startFrom where the very first start begins; later starts continue
 */
public record SourceDefinition(
        String name, String uid, String topic, Decode decode, @Nullable EventTime eventTime, StartFrom startFrom) {

    /** The row that decoding gives. */
    public RowType output() {
        return decode.columns();
    }

    /** The same source under another uid: without the position that it had. */
    public SourceDefinition withUid(String other) {
        return new SourceDefinition(name, other, topic, decode, eventTime, startFrom);
    }

    public enum StartFrom {
        EARLIEST,
        LATEST
    }

    /** How bytes become a row. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "format")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = AvroDecode.class, name = "avro"),
        @JsonSubTypes.Type(value = JsonDecode.class, name = "json")
    })
    public sealed interface Decode {
        RowType columns();
    }

    /**
     * Confluent framing; each record is read with the schema that its writer used and resolved to {@code schema}.
     *
     * @param columns the fields of {@code schema} that have a column type, by name; others are not read
     */
    public record AvroDecode(SchemaPin schema, RowType columns) implements Decode {}

    /**
     * A JSON object per record; fields that are not listed are ignored, listed ones that are missing are NULL. Nothing is
     * converted: a number is no STRING, 1.5 is no BIGINT. DECIMAL is a number or its text, DATE, TIMESTAMP and BYTES are
     * texts as {@link SinkDefinition.JsonEncode} writes them (a TIMESTAMP also with another zone, or without one for UTC).
     */
    public record JsonDecode(RowType columns) implements Decode {}

    /**
     * The event time of a record.
     *
     * @param column position of the column: a TIMESTAMP(3), or a BIGINT in {@code unit}
     * @param maxOutOfOrderMillis how far the watermark stays behind the latest event time of each partition
     * @param idleAfterMillis after which a partition without records no longer holds the watermark back; 0 is never
     * @param rejectFutureMillis event times further ahead of the clock become dead letters
     */
    public record EventTime(
            int column, TimeUnit unit, long maxOutOfOrderMillis, long idleAfterMillis, long rejectFutureMillis) {}

    public enum TimeUnit {
        SECONDS,
        MILLIS,
        MICROS
    }
}
