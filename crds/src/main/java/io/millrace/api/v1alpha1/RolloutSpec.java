package io.millrace.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** How a change of what runs is carried out. Nothing here is a part of the revision: an edit of it restarts nothing. */
@SchemaCustomizer(value = ListTypes.class, input = "deadlines={},dropState=set")
public record RolloutSpec(
        @JsonPropertyDescription(
                        "What to do when a new revision has written output and then fails. Automatic: go back to the previous revision, which writes again what was written since. Manual: wait for an edit. Default: Automatic where every sink has a key and a compacted topic, so that writing again changes nothing; else Manual.")
                OnFailure onFailure,
        @JsonPropertyDescription("How long each part of a rollout may take.") Deadlines deadlines,
        @Size(max = 48)
                @JsonPropertyDescription(
                        "Names of steps whose state may be given up where a change cannot keep it. A step whose state can be kept keeps it.")
                List<@Pattern(Formats.NAME) @Size(min = 1, max = 63) String> dropState) {

    public enum OnFailure {
        @JsonProperty("Automatic")
        AUTOMATIC,
        @JsonProperty("Manual")
        MANUAL
    }

    public record Deadlines(
            @Default("10m")
                    @Pattern(Formats.DEADLINE)
                    @JsonPropertyDescription(
                            "For the job to stop with a savepoint; after it, the job goes on as it was.")
                    String savepoint,
            @Default("10m")
                    @Pattern(Formats.DEADLINE)
                    @JsonPropertyDescription(
                            "For the new job to run; after it, the previous revision is started again.")
                    String start,
            @Default("5m")
                    @Pattern(Formats.DEADLINE)
                    @JsonPropertyDescription(
                            "For the running new job to complete a checkpoint; after it, the previous revision is started again.")
                    String settle) {}
}
