package io.millrace.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * Goes back to a kept savepoint: what was written since it was taken is written again. Or begins with another pipeline's,
 * which stays that pipeline's.
 */
public record RestoreSpec(
        @Required
                @Size(min = 1, max = 253)
                @Pattern(Formats.OBJECT)
                @JsonPropertyDescription(
                        "A name from status.savepoints, or of a ConfigMap in this namespace that describes another pipeline's savepoint.")
                String savepoint,
        @Required @JsonPropertyDescription("A new value restores; as long as it stays the same, nothing is restored.")
                Long nonce) {}
