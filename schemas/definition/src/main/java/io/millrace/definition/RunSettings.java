package io.millrace.definition;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In whose name a definition runs, and against which systems: what differs between two runs of one definition.
 *
 * @param uid of the StreamingPipeline resource
 * @param revision {@code <ordinal>-<hash8>}
 * @param checkpointIntervalMillis how often a transaction commits
 * @param transactionTimeoutMillis how long the brokers keep an open transaction; after that its records are lost
 * @param largestRecordBytes the most that the dead letter and late topics take in one record, headers included
 * @param sinkTopics what the topics of the sinks take, by name; {@link SinkTopic#DEFAULT} for one that is not there
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
        Map<String, SinkTopic> sinkTopics) {

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
                sinkTopics);
    }

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
