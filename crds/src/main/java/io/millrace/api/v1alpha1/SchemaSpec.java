package io.millrace.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A subject that the pipeline owns. */
public record SchemaSpec(
        @Required
                @Size(min = 1, max = 255)
                @JsonPropertyDescription("The subject in the registry, for instance event_summary-value.")
                String subject,
        @Default("AVRO") @JsonPropertyDescription("The kind of schema.") Type type,
        @Default("BACKWARD")
                @JsonPropertyDescription(
                        "The compatibility level of the subject, as the registry defines it. A schema that breaks it is refused, with the reason.")
                Compatibility compatibility,
        @Required @Size(min = 1, max = 65536) @JsonPropertyDescription("The schema itself.") String schema) {

    public enum Type {
        AVRO
    }

    public enum Compatibility {
        NONE,
        BACKWARD,
        BACKWARD_TRANSITIVE,
        FORWARD,
        FORWARD_TRANSITIVE,
        FULL,
        FULL_TRANSITIVE
    }
}
