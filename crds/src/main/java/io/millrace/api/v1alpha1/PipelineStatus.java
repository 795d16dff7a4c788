package io.millrace.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** What the operator saw and did. Written by the operator alone; figures that move are rounded and sampled. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = ListTypes.class, input = "conditions=type,schemas=subject,topics=name")
public record PipelineStatus(
        @JsonPropertyDescription("The generation of the spec that the rest of the status is about.")
                Long observedGeneration,
        @JsonPropertyDescription("Where the pipeline is in its life.") Phase phase,
        @JsonPropertyDescription("How well it runs.") Health health,
        @JsonPropertyDescription("What runs, and what ran before.") Revision revision,
        @JsonPropertyDescription(
                        "What the operator is doing: stored before it is done, so that a restarted operator carries on.")
                Operation operation,
        @JsonPropertyDescription("The candidate that runs next to the live job, or the last one that did.")
                Rollout rollout,
        @JsonPropertyDescription("The savepoints that are kept, newest first.") List<Savepoint> savepoints,
        @JsonPropertyDescription("What the spec asks for once, as far as it was acted on.") Handled handled,
        @JsonPropertyDescription("The schemas in use, with the versions fixed for the current revision.")
                List<SchemaStatus> schemas,
        @JsonPropertyDescription("The topics that the pipeline owns.") List<TopicStatus> topics,
        @JsonPropertyDescription("The running job.") Job job,
        @JsonPropertyDescription("How far the job is behind.") Lag lag,
        @JsonPropertyDescription("How many records could not be processed.") DeadLetters deadLetter,
        @JsonPropertyDescription("What the job has committed, from its ledger.") Ledger ledger,
        @JsonPropertyDescription(
                        "Ready, SchemasValid, TopicsReady, JobRunning, Progressing, LedgerBalanced; CanaryHealthy while a candidate runs; ManualDecision, DeletionBlocked, Reconciling and Stalled while they are true.")
                List<Condition> conditions) {

    public enum Phase {
        @JsonProperty("Pending")
        PENDING,
        @JsonProperty("Deploying")
        DEPLOYING,
        @JsonProperty("Running")
        RUNNING,
        @JsonProperty("Upgrading")
        UPGRADING,
        @JsonProperty("Canary")
        CANARY,
        @JsonProperty("RollingBack")
        ROLLING_BACK,
        @JsonProperty("Suspended")
        SUSPENDED,
        @JsonProperty("Failed")
        FAILED,
        @JsonProperty("Deleting")
        DELETING
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Health(
            Verdict verdict,
            @JsonPropertyDescription("Why it is not Healthy, a sentence each.") List<String> reasons) {}

    public enum Verdict {
        @JsonProperty("Healthy")
        HEALTHY,
        @JsonProperty("Degraded")
        DEGRADED,
        @JsonProperty("Unhealthy")
        UNHEALTHY,
        @JsonProperty("Unknown")
        UNKNOWN
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Revision(
            @JsonPropertyDescription("<ordinal>-<hash8> of what runs or is being started.") String current,
            @JsonPropertyDescription("<ordinal>-<hash8> of what ran before.") String previous,
            @JsonPropertyDescription("An earlier revision of the same content as the current one, if there was one.")
                    String sameAs,
            @JsonPropertyDescription(
                            "Hash of the part of the spec that the current revision was made from: an edit of anything else makes no revision.")
                    String specHash,
            @JsonPropertyDescription("The highest ordinal that was ever given.") Integer highestOrdinal,
            @JsonPropertyDescription(
                            "Flink's id of the last job that was seen to complete a checkpoint: it can go on from its last one.")
                    String settledJob,
            @JsonPropertyDescription("The revision that was tried last and given up.") FailedRevision failed) {}

    /**
     * Not tried again until the spec asks for something else, {@code spec.restartNonce} has a new value, or
     * {@code spec.restore} names a savepoint to try it from.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FailedRevision(
            @JsonPropertyDescription("<ordinal>-<hash8>") String name,
            @JsonPropertyDescription("Hash of the spec that it was made from.") String specHash,
            @JsonPropertyDescription("Why it was given up, and from where the previous one went on.") String message) {}

    /** The write-ahead log: one operation at a time, its identity and targets fixed before the first effect. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Operation(
            @JsonPropertyDescription(
                            "Deploy, Upgrade, Rollback, Suspend, Resume, Restart, Restore, Savepoint, Canary, Abort or Delete.")
                    OperationType type,
            @JsonPropertyDescription("The step of the operation that is being carried out.") OperationPhase phase,
            @JsonPropertyDescription("The revision that ran when the operation began, to which it can go back.")
                    String fromRevision,
            @JsonPropertyDescription("The revision that the operation leads to.") String toRevision,
            @JsonPropertyDescription("The generation of the spec that asked for it.") Long generation,
            @JsonPropertyDescription("When the operation began, RFC 3339.") String startedAt,
            @JsonPropertyDescription("When the phase began, RFC 3339.") String phaseStartedAt,
            @JsonPropertyDescription("Whether the new job may leave state behind, as spec.rollout.dropState allows.")
                    Boolean dropsState,
            @JsonPropertyDescription("What the change does to state, a sentence each; of a rollback, why it began.")
                    List<String> notes,
            @JsonPropertyDescription("What the new job starts from, once that is known.") Origin origin,
            @JsonPropertyDescription("What is known of the new job; absent before it was seen to run.")
                    Progress progress) {}

    /** A candidate, what it was started from, and what became of it: kept after its end as the evidence. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Rollout(
            @JsonPropertyDescription("<ordinal>-<hash8>, as spec.rollout.promote and abort name it.") String candidate,
            @JsonPropertyDescription("For one line: the candidate, its verdict or what it is doing, and how far it is.")
                    String summary,
            @JsonPropertyDescription("Where it is in its life.") RolloutStage stage,
            @JsonPropertyDescription("What the comparison says so far; absent before it says anything.")
                    ComparisonVerdict verdict,
            @JsonPropertyDescription(
                            "How much has been compared of what Passed takes, such as 2/3 windows; absent where that is not what is missing.")
                    String progress,
            @JsonPropertyDescription("Why.") String message,
            @JsonPropertyDescription("Hash of the part of the spec that the candidate was made from.") String specHash,
            @JsonPropertyDescription("The revision that it is compared with.") String live,
            @JsonPropertyDescription("Flink's id of the live job that it is compared with.") String liveJob,
            @JsonPropertyDescription("The savepoint of the live job that it was started from.") String savepoint,
            @JsonPropertyDescription("When it was begun, RFC 3339.") String startedAt,
            @JsonPropertyDescription("When it had been restored and had completed a checkpoint, RFC 3339.")
                    String comparingSince,
            @JsonPropertyDescription("What was compared, by sink; rounded to two digits, so that 0 means none.")
                    List<SinkComparison> sinks,
            @JsonPropertyDescription(
                            "The first differences that were told, five at most, in the order of the topic <namespace>.<name>.canary-diff, which has what the records say.")
                    List<DifferenceSample> samples,
            @JsonPropertyDescription("What spec.rollout.gates has come to, one entry for each gate.")
                    List<GateResult> gates,
            @JsonPropertyDescription(
                            "The last look at both jobs that the gates were measured from: the next one is held against it.")
                    Measurement measurement,
            @JsonPropertyDescription("Columns by which no sink is compared.") List<String> ignore,
            @JsonPropertyDescription("By sink, the columns that may differ.") List<RolloutSpec.Allowed> allow,
            @JsonPropertyDescription("How many keys of a hundred it processes; absent where it is all of them.")
                    Integer keysPercent,
            @JsonPropertyDescription(
                            "Topics that were made for it, and go with it; after its end, those that could not be deleted.")
                    List<CanaryTopic> topics,
            @JsonPropertyDescription("How it ended; absent while it stands.") RolloutOutcome outcome,
            @JsonPropertyDescription("When its job was gone, RFC 3339.") String stoppedAt,
            @JsonPropertyDescription(
                            "When all that was made for it was gone, or was not waited for any longer, RFC 3339.")
                    String endedAt) {}

    public enum RolloutStage {
        /** It is being started, restored, and completes its first checkpoint. */
        @JsonProperty("Rehearsing")
        REHEARSING,
        @JsonProperty("Comparing")
        COMPARING,
        /** What was made for it is being removed. */
        @JsonProperty("Ending")
        ENDING,
        @JsonProperty("Ended")
        ENDED
    }

    public enum ComparisonVerdict {
        /** Enough was compared, and no more differs than may. */
        @JsonProperty("Passed")
        PASSED,
        /** More differs than may. */
        @JsonProperty("Failed")
        FAILED,
        /** Too little was compared, or what was compared says nothing about the new revision. */
        @JsonProperty("Inconclusive")
        INCONCLUSIVE
    }

    public enum RolloutOutcome {
        @JsonProperty("Promoted")
        PROMOTED,
        /** It was promoted, did not settle, and the revision before it was started again. */
        @JsonProperty("RolledBack")
        ROLLED_BACK,
        @JsonProperty("Aborted")
        ABORTED,
        /** Something else was asked for: another spec, another start of the live job, or its end. */
        @JsonProperty("Replaced")
        REPLACED
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SinkComparison(
            String sink,
            @JsonPropertyDescription("Records that both sides wrote.") Long equal,
            @JsonPropertyDescription("Records of one key that say something else.") Long different,
            @JsonPropertyDescription("Records that only the live job wrote.") Long missing,
            @JsonPropertyDescription("Records that only the candidate wrote.") Long extra,
            @JsonPropertyDescription("Differences that come from input which was late on one side only.") Long lateness,
            @JsonPropertyDescription(
                            "Records that are not compared: of windows that the candidate does not have all rows of, as a step before them began without state.")
                    Long warmUp,
            @JsonPropertyDescription(
                            "Windows that began after the savepoint and have been compared as a whole; absent where none was.")
                    Long windows) {}

    /** Where a difference stands, and never what the records say: a status is read by more people than a topic. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DifferenceSample(
            String sink,
            DifferenceKind kind,
            @JsonPropertyDescription(
                            "Of Different, the columns that differ: their names in alphabetical order, ten at most; absent where the values have no columns, or only the records' keys differ.")
                    List<String> columns,
            @JsonPropertyDescription(
                            "Where the live job's record stands, <topic>-<partition>@<offset>; absent of Extra.")
                    String liveAt,
            @JsonPropertyDescription(
                            "Where the candidate's record stands, likewise, for as long as the candidate's topics are there; absent of Missing.")
                    String candidateAt) {}

    public enum DifferenceKind {
        /** Both wrote a record of one key, and not the same. */
        @JsonProperty("Different")
        DIFFERENT,
        /** Only the live job wrote it. */
        @JsonProperty("Missing")
        MISSING,
        /** Only the candidate wrote it. */
        @JsonProperty("Extra")
        EXTRA
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record GateResult(
            RolloutSpec.GateMetric metric,
            @JsonPropertyDescription("What may be, as it is judged: another limit is measured anew.") String limit,
            ComparisonVerdict verdict,
            @JsonPropertyDescription("Why, in figures.") String message,
            @JsonPropertyDescription(
                            "Of the live job: dead letters, late records, restarts or failed checkpoints so far; else the figure of the last minute: records, milliseconds, or nanoseconds of CPU for each record.")
                    Long live,
            @JsonPropertyDescription("The same of the candidate.") Long candidate,
            @JsonPropertyDescription("Records that the live job has read meanwhile.") Long liveRecords,
            @JsonPropertyDescription("Records that the candidate has read meanwhile.") Long candidateRecords,
            @JsonPropertyDescription("Minutes in which both were measured.") Integer minutes,
            @JsonPropertyDescription(
                            "Of those, the ones in which the candidate was beyond the limit; of restarts and failed checkpoints, since it was within it last.")
                    Integer minutesBeyond) {}

    /** Counters only grow, but for a process that begins anew. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Measurement(
            @JsonPropertyDescription("RFC 3339.") String at, JobCounters live, JobCounters candidate) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record JobCounters(
            Long restarts,
            Long checkpoints,
            Long failedCheckpoints,
            Long cpuMillis,
            @JsonPropertyDescription("Milliseconds since 1970, of the checkpoint whose books the next three are from.")
                    Long booksAt,
            Long consumed,
            Long deadLetters,
            Long late) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CanaryTopic(
            String name,
            @JsonPropertyDescription(
                            "Kafka's id of it: only that very topic is ever deleted. Absent before it was made.")
                    String topicId) {}

    /** State that a job is started from. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Origin(
            @JsonPropertyDescription(
                            "Savepoint: the one at the path. Checkpoint: the last one of the job before, which could not be stopped with a savepoint; nothing is lost or repeated by it.")
                    OriginKind kind,
            @JsonPropertyDescription("Where the savepoint lies.") String path,
            @JsonPropertyDescription("The revision whose state it is; absent where it is another pipeline's.")
                    String revision,
            @JsonPropertyDescription("Flink's id of the job whose state it is.") String jobId,
            @JsonPropertyDescription(
                            "Set where a job that is not stopped gives way at once: the FlinkDeployment's savepointRedeployNonce, or for a checkpoint its restartNonce.")
                    Long redeployNonce,
            @JsonPropertyDescription("The value of spec.restore.nonce that asked for it, if one did.")
                    Long restoreNonce,
            @JsonPropertyDescription(
                            "The ConfigMap that describes the savepoint, where it is another pipeline's: this one neither keeps nor removes it.")
                    String configMap,
            @JsonPropertyDescription(
                            "Of a rollback: whether what the failed revision has written since then is written again, as spec.rollout.onFailure or its default allows.")
                    Boolean repeats) {}

    public enum OriginKind {
        @JsonProperty("Savepoint")
        SAVEPOINT,
        @JsonProperty("Checkpoint")
        CHECKPOINT
    }

    /** Of a job that was started and has not settled. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Progress(
            @JsonPropertyDescription(
                            "Since when it runs without a restart, and since its first checkpoint once it has one, RFC 3339.")
                    String runningSince,
            @JsonPropertyDescription("Restarts when that was noted.") Integer restarts,
            @JsonPropertyDescription("Whether it has completed a checkpoint, so that readers may have seen its output.")
                    Boolean committed) {}

    public enum OperationType {
        @JsonProperty("Deploy")
        DEPLOY,
        @JsonProperty("Upgrade")
        UPGRADE,
        @JsonProperty("Rollback")
        ROLLBACK,
        @JsonProperty("Suspend")
        SUSPEND,
        @JsonProperty("Resume")
        RESUME,
        @JsonProperty("Restart")
        RESTART,
        @JsonProperty("Restore")
        RESTORE,
        /** Takes a savepoint while the job runs on. */
        @JsonProperty("Savepoint")
        SAVEPOINT,
        /** Starts a candidate next to the live job. */
        @JsonProperty("Canary")
        CANARY,
        /** Removes a candidate and all that was made for it. */
        @JsonProperty("Abort")
        ABORT,
        @JsonProperty("Delete")
        DELETE
    }

    public enum OperationPhase {
        @JsonProperty("RemoveCanary")
        REMOVE_CANARY,
        @JsonProperty("Schemas")
        SCHEMAS,
        @JsonProperty("Topics")
        TOPICS,
        @JsonProperty("Drain")
        DRAIN,
        @JsonProperty("Snapshot")
        SNAPSHOT,
        @JsonProperty("Keep")
        KEEP,
        @JsonProperty("Start")
        START,
        @JsonProperty("Settle")
        SETTLE,
        @JsonProperty("Tidy")
        TIDY,
        @JsonProperty("RemoveJob")
        REMOVE_JOB,
        @JsonProperty("RemoveTopics")
        REMOVE_TOPICS
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Savepoint(
            @JsonPropertyDescription("By which spec.restore names it.") String name,
            String path,
            @JsonPropertyDescription("The revision whose state it holds.") String revision,
            @JsonPropertyDescription("Flink's id of the job whose state it holds.") String jobId,
            @JsonPropertyDescription("What it was taken for.") SavepointCause cause,
            @JsonPropertyDescription("When it was seen, RFC 3339.") String takenAt,
            @JsonPropertyDescription("In bytes, rounded up to two digits; absent where Flink could not say.")
                    Long size) {}

    public enum SavepointCause {
        /** The job was stopped by it. */
        @JsonProperty("Stop")
        STOP,
        /** By {@code spec.savepoints.schedule}. */
        @JsonProperty("Schedule")
        SCHEDULE,
        /** A candidate was started from it while the job ran on. */
        @JsonProperty("Canary")
        CANARY
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Handled(
            Long restartNonce,
            Long restoreNonce,
            @JsonPropertyDescription("From when on the next scheduled savepoint is counted, RFC 3339.")
                    String scheduledFrom) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SchemaStatus(
            String subject,
            Integer version,
            @JsonPropertyDescription("The registry's id.") Integer id,
            @JsonPropertyDescription("Whether the pipeline owns the subject.") Boolean owned) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TopicStatus(
            String name,
            Integer partitions,
            @JsonPropertyDescription(
                            "Kafka's id of the topic, if the operator created it: only that very topic is ever deleted.")
                    String topicId,
            @JsonPropertyDescription(
                            "True from before the operator creates it until its id is known: it was not there then.")
                    Boolean creating,
            @JsonPropertyDescription("What happens to it when the pipeline is deleted.")
                    TopicSpec.DeletionPolicy deletionPolicy) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Job(
            @JsonPropertyDescription("Flink's word for it: RUNNING, RESTARTING, FAILED, ...") String state,
            @JsonPropertyDescription("Flink's id of the job.") String id,
            Integer parallelism,
            @JsonPropertyDescription("Restarts since the job was started.") Integer restarts,
            @JsonPropertyDescription("When the last checkpoint completed, RFC 3339; sampled.") String lastCheckpoint) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Lag(
            @JsonPropertyDescription(
                            "Records between the offsets committed on checkpoints and the read_committed end, over all sources; rounded to two digits.")
                    Long records) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DeadLetters(
            @JsonPropertyDescription(
                            "Dead letters per million records consumed since the revision began; rounded to two digits, and up, so that 0 means none.")
                    Long perMillion) {}

    /** Counted since the revision began and rounded to two digits; the metrics have them exactly. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Ledger(
            @JsonPropertyDescription("The revision that the figures are of.") String revision,
            @JsonPropertyDescription("Records read from all sources.") Long consumed,
            @JsonPropertyDescription("Records written to the topics of all sinks.") Long delivered,
            @JsonPropertyDescription("Records that could not be processed.") Long deadLettered,
            @JsonPropertyDescription("Records that came after their window was closed.") Long late,
            @JsonPropertyDescription("Records that a condition did not let pass.") Long filtered,
            @JsonPropertyDescription("Records that repeat one that has passed.") Long duplicates,
            @JsonPropertyDescription("Records in windows that are still open, once in each, whenever they came.")
                    Long held) {}
}
