package io.millrace.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;

/** How a change of what runs is carried out. Nothing here is a part of the revision: an edit of it restarts nothing. */
@ValidationRule(
        value =
                "!has(self.promotion) || self.promotion != 'Automatic' || (has(self.strategy) && self.strategy == 'Canary')",
        message =
                "spec.rollout.promotion: Automatic promotes candidates of strategy Canary, and there is none to promote otherwise; use strategy Canary, or promotion Manual")
@SchemaCustomizer(value = ListTypes.class, input = "deadlines={},dropState=set,compare={},sample={},gates=metric")
public record RolloutSpec(
        @Default("Savepoint")
                @JsonPropertyDescription(
                        "Savepoint: the job is stopped with a savepoint and the new revision goes on from there. Canary: before that, the new revision runs next to the live job, restored from a savepoint of it, on the same input and with topics of its own, and its output is compared with the live job's record by record. Shadow: the same, and it is never promoted by itself. A first revision is started at once; while the live job does not run, a candidate waits for it.")
                Strategy strategy,
        @Default("Manual")
                @JsonPropertyDescription(
                        "Manual: a candidate is promoted by spec.rollout.promote. Automatic: when its verdict is Passed; one whose verdict is Failed is given up. One that fails a gate is given up with either, unless spec.rollout.promote and force ask for it.")
                Promotion promotion,
        @Pattern(Formats.REVISION)
                @JsonPropertyDescription(
                        "The candidate, <ordinal>-<hash8> as in status.rollout.candidate, that is to take the place of the live revision. Any other value does nothing.")
                String promote,
        @Default("false")
                @JsonPropertyDescription("true lets spec.rollout.promote promote a candidate whose verdict is Failed.")
                Boolean force,
        @Pattern(Formats.REVISION)
                @JsonPropertyDescription(
                        "The candidate, <ordinal>-<hash8>, that is to be given up. It is not tried again until the spec changes. Any other value does nothing.")
                String abort,
        @JsonPropertyDescription("How a candidate's output is judged.") Compare compare,
        @JsonPropertyDescription(
                        "What part of the input a candidate processes and is compared by. Of less than all of it, sinks are compared by the keys that their records tell, and gates can only be restarts and checkpointFailures.")
                Sample sample,
        @Size(max = 7)
                @JsonPropertyDescription(
                        "How much worse than the live job a candidate may be, by metric, measured in the same interval. One gate that fails makes the verdict Failed, and the candidate is given up; one that has not seen enough keeps it Inconclusive. Without gates the output alone decides.")
                List<Gate> gates,
        @JsonPropertyDescription(
                        "Resources of the candidate's pods, where they differ from those in spec.flink. What is promoted runs on those in spec.flink.")
                Resources resources,
        @JsonPropertyDescription(
                        "What to do when a new revision has written output and then fails. Automatic: go back to the previous revision, which writes again what was written since. Manual: wait for an edit. Default: Automatic where every sink has a key and a compacted topic, so that writing again changes nothing; else Manual.")
                OnFailure onFailure,
        @Default("Abort")
                @JsonPropertyDescription(
                        "What becomes of a candidate that is not promoted within spec.rollout.deadlines.canary. Abort: it is given up. Hold: it stays until somebody decides.")
                OnDeadline onDeadline,
        @JsonPropertyDescription(
                        "How long each part of a rollout may take. savepoint, start and settle count from the beginning of their phase, or from when the operator last began to run, if that was later.")
                Deadlines deadlines,
        @Size(max = 48)
                @JsonPropertyDescription(
                        "Names of steps whose state may be given up where a change cannot keep it. A step whose state can be kept keeps it.")
                List<@Pattern(Formats.NAME) @Size(min = 1, max = 63) String> dropState) {

    public enum Strategy {
        @JsonProperty("Savepoint")
        SAVEPOINT,
        @JsonProperty("Canary")
        CANARY,
        @JsonProperty("Shadow")
        SHADOW
    }

    public enum Promotion {
        @JsonProperty("Manual")
        MANUAL,
        @JsonProperty("Automatic")
        AUTOMATIC
    }

    public enum OnFailure {
        @JsonProperty("Automatic")
        AUTOMATIC,
        @JsonProperty("Manual")
        MANUAL
    }

    public enum OnDeadline {
        @JsonProperty("Abort")
        ABORT,
        @JsonProperty("Hold")
        HOLD
    }

    @SchemaCustomizer(value = ListTypes.class, input = "ignore=set,allow=sink")
    public record Compare(
            @Default("1000")
                    @Min(1)
                    @Max(1_000_000_000)
                    @JsonPropertyDescription(
                            "How many records must have been compared, over all sinks, before there is a verdict.")
                    Long minRecords,
            @Default("3")
                    @Min(0)
                    @Max(10_000)
                    @JsonPropertyDescription(
                            "How many windows of each sink that writes results of windows must have been compared before the verdict may be Passed: windows that began after the candidate's savepoint, with all of their results on both sides.")
                    Integer windows,
            @Default("0")
                    @Min(0)
                    @Max(1_000_000)
                    @JsonPropertyDescription(
                            "How many of a million compared records of a sink may differ, be missing or be extra before the verdict is Failed.")
                    Integer maxDifference,
            @Size(max = 64)
                    @JsonPropertyDescription("Columns by which no sink is compared, for instance a time of processing.")
                    List<@Pattern(Formats.COLUMN) @Size(min = 1, max = 249) String> ignore,
            @Size(max = 16) @JsonPropertyDescription("By sink, the columns that the new revision changes on purpose.")
                    List<Allowed> allow) {}

    public record Sample(
            @Default("100%")
                    @Pattern(Formats.PERCENT)
                    @JsonPropertyDescription(
                            "How many keys, for instance 10%: records of the others are read and decoded, and go no further. By which columns follows from the pipeline: those that are in the key of every step before a sink and reach it unchanged.")
                    String keys) {}

    /** What a candidate is measured by, beside its output. */
    @ValidationRule(
            value = "has(self.maxRatio) != has(self.maxIncrease)",
            message = "a gate has exactly one of maxRatio and maxIncrease; give it one, and take the other out")
    @ValidationRule(
            value =
                    "!has(self.maxIncrease) || self.metric in ['lag', 'restarts', 'checkpointDuration', 'checkpointFailures']",
            message = "maxIncrease: deadLetterRatio, lateRatio and cpuPerRecord take maxRatio")
    @ValidationRule(
            value =
                    "!has(self.maxRatio) || self.metric in ['deadLetterRatio', 'lateRatio', 'checkpointDuration', 'cpuPerRecord']",
            message = "maxRatio: lag, restarts and checkpointFailures take maxIncrease")
    public record Gate(
            @Required
                    @JsonPropertyDescription(
                            "deadLetterRatio, lateRatio: dead letters and late records of all that was read. lag: records behind the end of the input. restarts. checkpointDuration. checkpointFailures. cpuPerRecord: CPU time of the TaskManagers for each record that was read; a candidate's has the comparison in it.")
                    GateMetric metric,
            @Min(1)
                    @Max(1000)
                    @JsonPropertyDescription(
                            "How many times as large as the live job's it may be. For deadLetterRatio, lateRatio, checkpointDuration and cpuPerRecord.")
                    Double maxRatio,
            @Min(0)
                    @Max(1_000_000_000)
                    @JsonPropertyDescription(
                            "By how much it may be larger than the live job's: records of lag, restarts, failed checkpoints, milliseconds of a checkpoint's duration.")
                    Long maxIncrease) {}

    public enum GateMetric {
        @JsonProperty("deadLetterRatio")
        DEAD_LETTER_RATIO,
        @JsonProperty("lateRatio")
        LATE_RATIO,
        @JsonProperty("lag")
        LAG,
        @JsonProperty("restarts")
        RESTARTS,
        @JsonProperty("checkpointDuration")
        CHECKPOINT_DURATION,
        @JsonProperty("checkpointFailures")
        CHECKPOINT_FAILURES,
        @JsonProperty("cpuPerRecord")
        CPU_PER_RECORD
    }

    public record Resources(
            @JsonPropertyDescription("Of the candidate's JobManager.") PodResources jobManager,
            @JsonPropertyDescription("Of each of the candidate's TaskManagers.") PodResources taskManager) {}

    public record PodResources(
            @JsonPropertyDescription("As in spec.flink where it is left out.") Quantity cpu,
            @JsonPropertyDescription("As in spec.flink where it is left out.") Quantity memory) {}

    @SchemaCustomizer(value = ListTypes.class, input = "columns=set")
    public record Allowed(
            @Required @Pattern(Formats.NAME) @Size(min = 1, max = 63) String sink,
            @Required @Size(min = 1, max = 64)
                    List<@Pattern(Formats.COLUMN) @Size(min = 1, max = 249) String> columns) {}

    public record Deadlines(
            @Default("10m")
                    @Pattern(Formats.DEADLINE)
                    @JsonPropertyDescription(
                            "For the job to stop with a savepoint; after it, the job goes on as it was.")
                    String savepoint,
            @Default("10m")
                    @Pattern(Formats.DEADLINE)
                    @JsonPropertyDescription(
                            "For the new job to run; after it, the previous revision is started again. What comes before the start, apart from the stop, may take as long in each phase before Stalled says that it takes too long. What Kafka does not let go of when a candidate is removed is left behind after as long.")
                    String start,
            @Default("5m")
                    @Pattern(Formats.DEADLINE)
                    @JsonPropertyDescription(
                            "For the running new job to complete a checkpoint; after it, the previous revision is started again.")
                    String settle,
            @Default("1h")
                    @Pattern(Formats.DEADLINE)
                    @JsonPropertyDescription(
                            "For a candidate to be promoted, from when it was restored and has completed a checkpoint.")
                    String canary) {}
}
