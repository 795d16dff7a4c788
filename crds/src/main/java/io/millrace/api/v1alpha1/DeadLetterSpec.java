package io.millrace.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** What dead letters carry. */
public record DeadLetterSpec(
        @Default("original")
                @JsonPropertyDescription(
                        "original: key, value and headers of the record, byte for byte; reference: only where it stands (topic, partition, offset).")
                Payload payload) {

    public enum Payload {
        @JsonProperty("original")
        ORIGINAL,
        @JsonProperty("reference")
        REFERENCE
    }
}
