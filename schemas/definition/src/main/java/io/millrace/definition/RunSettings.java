package io.millrace.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * In whose name a definition runs, and against which systems: what differs between two runs of one definition.
 *
 * @param uid of the StreamingPipeline resource
 * @param revision {@code <ordinal>-<hash8>}
 * @param checkpointIntervalMillis how often a transaction commits
 * @param transactionTimeoutMillis how long the brokers keep an open transaction; after that its records are lost
 * @param largestRecordBytes the most that the dead letter and late topics take in one record, headers included
 * @param sinkTopics what the topics of the sinks take, by the name that this run writes, {@link #topic}; {@link
 *     SinkTopic#DEFAULT} for one that is not there
 * @param comparison of what this run writes with what the live job does; only where a candidate is judged by it
 */
public record RunSettings(
        int formatVersion,
        String namespace,
        String pipeline,
        String uid,
        String revision,
        Slot slot,
        Connection connection,
        long checkpointIntervalMillis,
        long transactionTimeoutMillis,
        int largestRecordBytes,
        Map<String, SinkTopic> sinkTopics,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Comparison comparison) {

    /** One that is compared with nothing. */
    public RunSettings(
            int formatVersion,
            String namespace,
            String pipeline,
            String uid,
            String revision,
            Slot slot,
            Connection connection,
            long checkpointIntervalMillis,
            long transactionTimeoutMillis,
            int largestRecordBytes,
            Map<String, SinkTopic> sinkTopics) {
        this(
                formatVersion,
                namespace,
                pipeline,
                uid,
                revision,
                slot,
                connection,
                checkpointIntervalMillis,
                transactionTimeoutMillis,
                largestRecordBytes,
                sinkTopics,
                null);
    }

    public RunSettings {
        if (comparison != null && slot == Slot.PROD) {
            throw new IllegalArgumentException("only a candidate is compared with the live job, which is in slot prod");
        }
    }

    /**
     * What a topic takes, as it stood when this run was made: a broker that refuses a record fails the job, so the job
     * makes a dead letter of it before.
     *
     * @param largestRecordBytes the topic's {@code max.message.bytes}
     * @param compacted whether its {@code cleanup.policy} has {@code compact}, which asks for a key
     */
    public record SinkTopic(int largestRecordBytes, boolean compacted) {

        /** Kafka's own defaults. */
        public static final SinkTopic DEFAULT = new SinkTopic(1_048_588, false);
    }

    /** The same for another revision. */
    public RunSettings named(String otherRevision) {
        return new RunSettings(
                formatVersion,
                namespace,
                pipeline,
                uid,
                otherRevision,
                slot,
                connection,
                checkpointIntervalMillis,
                transactionTimeoutMillis,
                largestRecordBytes,
                sinkTopics,
                comparison);
    }

    /**
     * The settings under which a candidate runs beside this run, {@code null} for one that is compared with nothing. Its
     * topics take what the live ones do.
     */
    public RunSettings candidate(@Nullable Comparison with) {
        Map<String, SinkTopic> topics = new TreeMap<>();
        sinkTopics.forEach((topic, takes) -> topics.put(Slot.CANARY.topic(topic), takes));
        return new RunSettings(
                formatVersion,
                namespace,
                pipeline,
                uid,
                revision,
                Slot.CANARY,
                connection,
                checkpointIntervalMillis,
                transactionTimeoutMillis,
                largestRecordBytes,
                topics,
                with);
    }

    /** The topic that this run writes in place of the one that the definition names. */
    public String topic(String named) {
        return slot.topic(named);
    }

    /** The definition with the topics that this run writes in place of those that it names. */
    public PipelineDefinition writtenBy(PipelineDefinition definition) {
        return definition.writingTo(this::topic);
    }

    /** @param topic as this run writes it */
    public SinkTopic sinkTopic(String topic) {
        return sinkTopics.getOrDefault(topic, SinkTopic.DEFAULT);
    }

    /** Which of the jobs of a pipeline this is; two slots never share a consumer group or a transaction. */
    public enum Slot {
        PROD,
        CANARY;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The topic that is written in this slot in place of the one that a definition names. */
        public String topic(String named) {
            return this == PROD ? named : named + "." + text();
        }
    }

    /**
     * Where Kafka and the registry are.
     *
     * @param client further properties of Kafka clients, from the operator's configuration; secrets are references to
     *     mounted files
     * @param registryUrl of the Confluent-compatible API, or {@code null} where no registry is configured
     */
    public record Connection(String bootstrapServers, Map<String, String> client, @Nullable String registryUrl) {}

    public String consumerGroup() {
        String group = "millrace." + namespace + "." + pipeline;
        return slot == Slot.PROD ? group : group + "." + slot.text();
    }

    /**
     * The same for every revision in a slot, so that a new one takes over what the old one left open. Ends in a
     * character that stands nowhere else in it, so that no prefix is the beginning of another.
     */
    public String transactionalIdPrefix() {
        return "sp~" + shortUid() + "~" + slot.text() + "~";
    }

    /** The first eight hexadecimal digits of the uid: enough to tell pipelines apart. */
    public String shortUid() {
        return uid.replace("-", "").substring(0, 8);
    }
}
