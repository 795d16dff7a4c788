package io.millrace.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** One step: a name, what it reads, and exactly one verb. */
@ValidationRule(
        value =
                "[has(self.filter), has(self.validate), has(self.derive), has(self.deduplicate), has(self.window)].filter(x, x).size() == 1",
        message =
                "a step has exactly one of filter, validate, derive, deduplicate, window; give it one, and every other a step of its own")
@ValidationRule(
        value = "!has(self.keep) || has(self.derive)",
        message = "keep belongs to derive; this step has another verb, so take keep out")
@SchemaCustomizer(value = ListTypes.class, input = "from=set,validate=rule")
public record StepSpec(
        @Required
                @Size(min = 1, max = 63)
                @Pattern(Formats.NAME)
                @JsonPropertyDescription(
                        "How later steps and sinks refer to it. State is found again by it after an upgrade.")
                String name,
        @Required
                @Size(min = 1, max = 8)
                @JsonPropertyDescription(
                        "The sources or earlier steps that it reads; several must have the same columns.")
                List<@Size(min = 1, max = 63) String> from,
        @Size(min = 1, max = 4096) @JsonPropertyDescription("filter: an SQL condition; rows for which it is TRUE pass.")
                String filter,
        @Size(min = 1, max = 64)
                @JsonPropertyDescription(
                        "validate: rules that every row must meet; a row that does not becomes a dead letter that names them.")
                List<Rule> validate,
        @Size(min = 1, max = 256) @JsonPropertyDescription("derive: the columns of the output, in order.")
                List<NamedExpression> derive,
        @JsonPropertyDescription(
                        "derive: `all` keeps the input's columns before the derived ones; one of the same name is replaced in its place.")
                Keep keep,
        @JsonPropertyDescription("deduplicate: drops records whose key was there shortly before.")
                Deduplicate deduplicate,
        @JsonPropertyDescription("window: aggregates per key over event-time windows.") Window window) {

    public record Rule(
            @Required
                    @Size(min = 1, max = 63)
                    @Pattern(Formats.NAME)
                    @JsonPropertyDescription("The rule's name, as dead letters show it.")
                    String rule,
            @Required @Size(min = 1, max = 4096) @JsonPropertyDescription("An SQL condition that must be TRUE.")
                    String expr) {}

    public record NamedExpression(
            @Required @Size(min = 1, max = 128) @Pattern(Formats.COLUMN) @JsonPropertyDescription("The output column.")
                    String name,
            @Required @Size(min = 1, max = 4096) @JsonPropertyDescription("An SQL expression over the input's columns.")
                    String expr) {}

    @SchemaCustomizer(value = ListTypes.class, input = "key=set")
    public record Deduplicate(
            @Required
                    @Size(min = 1, max = 16)
                    @JsonPropertyDescription("The columns that tell records apart; NULL is a value like others.")
                    List<@Size(min = 1, max = 128) String> key,
            @Required
                    @Pattern(Formats.DURATION)
                    @JsonPropertyDescription(
                            "Of records of one key whose event times are less than this apart, the one that is read first passes. A record that is late by this or more cannot be judged and goes to the late topic.")
                    String within) {}

    @ValidationRule(
            value = "has(self.tumbling) != has(self.sliding)",
            message = "a window has exactly one of tumbling and sliding; give it one, and take the other out")
    @SchemaCustomizer(value = ListTypes.class, input = "key=set")
    public record Window(
            @Pattern(Formats.DURATION)
                    @JsonPropertyDescription(
                            "The size of windows that follow each other. They are aligned to 1970-01-01T00:00 UTC. The output has the key columns, window_start and window_end (TIMESTAMP(3), end exclusive), and the aggregates.")
                    String tumbling,
            @JsonPropertyDescription("Windows that overlap: one of the given size begins with every slide.")
                    Sliding sliding,
            @Size(max = 16)
                    @Default("[]")
                    @JsonPropertyDescription("The columns to group by; none: one row per window.")
                    List<@Size(min = 1, max = 128) String> key,
            @Required
                    @Size(min = 1, max = 64)
                    @JsonPropertyDescription(
                            "Output columns: COUNT(*), or COUNT, SUM, MIN, MAX, AVG of an expression or of its DISTINCT values, with FILTER (WHERE condition) of some rows only.")
                    List<NamedExpression> aggregate,
            @Default("0s")
                    @Pattern(Formats.DURATION_OR_ZERO)
                    @JsonPropertyDescription(
                            "How long after its end a window still takes late records. Each gives the window's result again, updated: sinks need a key with the window's key columns and window_start or window_end, so that it replaces the former one.")
                    String allowedLateness) {}

    public record Sliding(
            @Required @Pattern(Formats.DURATION) @JsonPropertyDescription("How long each window is.") String size,
            @Required
                    @Pattern(Formats.DURATION)
                    @JsonPropertyDescription("How long after one window the next begins; divides the size.")
                    String slide) {}

    public enum Keep {
        @JsonProperty("all")
        ALL
    }
}
