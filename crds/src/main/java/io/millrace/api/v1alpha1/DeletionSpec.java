package io.millrace.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;

/** What happens when the resource is deleted. Can be edited while it is being deleted. */
public record DeletionSpec(
        @Default("true")
                @JsonPropertyDescription(
                        "true stops the job with a last savepoint, whose path is in the last events; false cancels it.")
                Boolean savepoint,
        @Default("10m")
                @Pattern(Formats.DEADLINE)
                @JsonPropertyDescription(
                        "After which the condition DeletionBlocked says what the deletion waits for and how to go on without it.")
                String deadline) {}
