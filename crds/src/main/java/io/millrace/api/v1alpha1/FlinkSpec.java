package io.millrace.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;

/** What the bundled job runs on. */
// The API server judges the default {} before it fills it: hence the has().
@ValidationRule(
        value = "!has(self.parallelism) || self.parallelism <= self.maxParallelism",
        message =
                "spec.flink.parallelism must not be larger than spec.flink.maxParallelism; lower the first, or create the pipeline with a larger second")
@ValidationRule(
        value = "!has(self.maxParallelism) || self.maxParallelism == oldSelf.maxParallelism",
        message =
                "spec.flink.maxParallelism cannot be changed: keyed state is laid out by it; put the former number back, or make another pipeline")
@SchemaCustomizer(value = ListTypes.class, input = "checkpoints={},jobManager={},taskManager={}")
public record FlinkSpec(
        @Default("1") @Min(1) @Max(1024) @JsonPropertyDescription("How many parallel subtasks each step has.")
                Integer parallelism,
        @Default("128")
                @Min(1)
                @Max(32768)
                @JsonPropertyDescription("The largest parallelism that this pipeline can ever have. Immutable.")
                Integer maxParallelism,
        @Default("rocksdb")
                @JsonPropertyDescription(
                        "Where keyed state is held: rocksdb on disk, for state of any size; heap in memory, faster while it fits.")
                StateBackend stateBackend,
        @JsonPropertyDescription("When state is saved and the output is committed.") Checkpoints checkpoints,
        @JsonPropertyDescription("Resources of the JobManager.") JobManager jobManager,
        @JsonPropertyDescription("Resources of each TaskManager.") TaskManager taskManager) {

    public enum StateBackend {
        @JsonProperty("rocksdb")
        ROCKSDB,
        @JsonProperty("heap")
        HEAP
    }

    public record Checkpoints(
            @Default("30s")
                    @Pattern(Formats.DURATION)
                    @JsonPropertyDescription("How often; readers with read_committed see output no sooner.")
                    String interval,
            @Default("0s")
                    @Pattern(Formats.DURATION_OR_ZERO)
                    @JsonPropertyDescription(
                            "The least time between the end of one checkpoint and the start of the next.")
                    String minPause,
            @Default("10m") @Pattern(Formats.DURATION) @JsonPropertyDescription("After which a checkpoint is given up.")
                    String timeout) {}

    public record JobManager(
            @Default("500m") @JsonPropertyDescription("CPU of the JobManager.") Quantity cpu,
            @Default("1Gi") @JsonPropertyDescription("Memory of the JobManager's process.") Quantity memory) {}

    public record TaskManager(
            @Default("1") @JsonPropertyDescription("CPU of each TaskManager.") Quantity cpu,
            @Default("2Gi") @JsonPropertyDescription("Memory of each TaskManager's process.") Quantity memory,
            @Default("1") @Min(1) @Max(64) @JsonPropertyDescription("Subtasks of each step that one TaskManager runs.")
                    Integer slots) {}
}
