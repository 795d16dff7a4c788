package io.millrace.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** A topic to read. */
public record SourceSpec(
        @Required
                @Size(min = 1, max = 63)
                @Pattern(Formats.NAME)
                @JsonPropertyDescription("How steps and sinks refer to it.")
                String name,
        @Required @Size(min = 1, max = 249) @Pattern(Formats.TOPIC) @JsonPropertyDescription("The topic.") String topic,
        @Required @JsonPropertyDescription("How a record's value becomes columns.") Decode decode,
        @JsonPropertyDescription("Where the event time stands. Needed by windows.") EventTime eventTime,
        @Default("earliest")
                @JsonPropertyDescription("Where the very first start begins to read; every later one continues.")
                StartFrom startFrom) {

    @ValidationRule(
            value = "self.format != 'avro' || (has(self.subject) && !has(self.columns))",
            message =
                    "decode with format avro needs subject, and no columns: the schema has them; name the subject, and take columns out")
    @ValidationRule(
            value = "self.format != 'json' || (has(self.columns) && !has(self.subject) && !has(self.version))",
            message =
                    "decode with format json needs columns, and neither subject nor version; list the columns, and take the others out")
    public record Decode(
            @Required @JsonPropertyDescription("avro (in the registry's framing) or json.") Format format,
            @Size(min = 1, max = 255)
                    @JsonPropertyDescription(
                            "avro: the subject whose schema gives the columns. Records are read with the schema that their writer used.")
                    String subject,
            @Pattern(Formats.VERSION)
                    @JsonPropertyDescription(
                            "avro: the subject's version, or latest (default). Fixed when a revision is made: a newer schema changes nothing that runs.")
                    String version,
            @Size(min = 1, max = 256) @JsonPropertyDescription("json: the fields to read.") List<ColumnSpec> columns) {}

    public record ColumnSpec(
            @Required @Size(min = 1, max = 128) @Pattern(Formats.COLUMN) @JsonPropertyDescription("The field's name.")
                    String name,
            @Required
                    @Size(min = 1, max = 64)
                    @JsonPropertyDescription(
                            "Its type as in Flink SQL: BOOLEAN, INT, BIGINT, FLOAT, DOUBLE, DECIMAL(p, s), STRING, BYTES, DATE, TIMESTAMP(3); with NOT NULL where a record without it is a dead letter.")
                    String type) {}

    public record EventTime(
            @Required
                    @Size(min = 1, max = 128)
                    @Pattern(Formats.COLUMN)
                    @JsonPropertyDescription("The column: a TIMESTAMP(3), or a BIGINT in the given unit since 1970.")
                    String column,
            @Default("millis") @JsonPropertyDescription("The unit of a BIGINT column.") Unit unit,
            @Default("0s")
                    @Pattern(Formats.DURATION_OR_ZERO)
                    @JsonPropertyDescription(
                            "How much earlier than the latest event of its partition a record may be and still be in time.")
                    String maxOutOfOrder,
            @Default("1m")
                    @Pattern(Formats.DURATION_OR_ZERO)
                    @JsonPropertyDescription(
                            "A partition without records for so long no longer holds windows open; 0s: it always does.")
                    String idleAfter,
            @Default("10m")
                    @Pattern(Formats.DURATION)
                    @JsonPropertyDescription(
                            "An event time further ahead of the clock than this makes a dead letter, or one wrong clock would close every window.")
                    String rejectFuture) {}

    public enum Format {
        @JsonProperty("avro")
        AVRO,
        @JsonProperty("json")
        JSON
    }

    public enum Unit {
        @JsonProperty("seconds")
        SECONDS,
        @JsonProperty("millis")
        MILLIS,
        @JsonProperty("micros")
        MICROS
    }

    public enum StartFrom {
        @JsonProperty("earliest")
        EARLIEST,
        @JsonProperty("latest")
        LATEST
    }
}
