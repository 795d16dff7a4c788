package io.millrace.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** A topic to write. */
@ValidationRule(
        value = "!has(self.keyFormat) || has(self.key)",
        message = "keyFormat needs key; name the key columns, or take keyFormat out")
@ValidationRule(
        value = "!has(self.keyFormat) || self.keyFormat != 'string' || !has(self.key) || self.key.size() == 1",
        message = "keyFormat string takes one key column; use json for several")
@SchemaCustomizer(value = ListTypes.class, input = "from=set,key=set")
public record SinkSpec(
        @Required @Size(min = 1, max = 63) @Pattern(Formats.NAME) @JsonPropertyDescription("The sink's name.")
                String name,
        @Required
                @Size(min = 1, max = 8)
                @JsonPropertyDescription("The sources or steps that it writes; several must have the same columns.")
                List<@Size(min = 1, max = 63) String> from,
        @Required @Size(min = 1, max = 249) @Pattern(Formats.TOPIC) @JsonPropertyDescription("The topic.") String topic,
        @Size(min = 1, max = 16) @JsonPropertyDescription("The columns that make the record's key; left out: no key.")
                List<@Size(min = 1, max = 128) String> key,
        @JsonPropertyDescription(
                        "string: the text of one column (default for one); json: an object of the columns in order (default for several).")
                KeyFormat keyFormat,
        @Required @JsonPropertyDescription("How the columns become the record's value.") Encode encode) {

    @ValidationRule(
            value = "self.format != 'avro' || has(self.subject)",
            message = "encode with format avro needs subject; name the one whose schema the records shall have")
    @ValidationRule(
            value = "self.format != 'json' || (!has(self.subject) && !has(self.version))",
            message = "encode with format json takes neither subject nor version; take them out")
    public record Encode(
            @Required @JsonPropertyDescription("avro (in the registry's framing) or json.") SourceSpec.Format format,
            @Size(min = 1, max = 255)
                    @JsonPropertyDescription(
                            "avro: the subject whose schema is written; its fields are filled from the columns of the same name.")
                    String subject,
            @Pattern(Formats.VERSION)
                    @JsonPropertyDescription(
                            "avro: the subject's version, or latest (default). Fixed when a revision is made.")
                    String version) {}

    public enum KeyFormat {
        @JsonProperty("string")
        STRING,
        @JsonProperty("json")
        JSON
    }
}
