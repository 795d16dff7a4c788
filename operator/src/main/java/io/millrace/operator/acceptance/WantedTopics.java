package io.millrace.operator.acceptance;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.TopicSpec;
import io.millrace.compiler.PipelineIdentity;
import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.topics.TopicState;
import io.millrace.operator.topics.WantedTopic;
import io.millrace.operator.topics.WantedTopic.Purpose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The topics that a pipeline owns: those listed, the dead letter topic, the topics for late records and for the books. */
public final class WantedTopics {

    // Room for the headers that say what went wrong and where.
    private static final int HEADER_MARGIN = 64 * 1024;

    private static final String LEDGER_RETENTION_MILLIS =
            String.valueOf(Duration.ofDays(7).toMillis());

    private final OperatorConfig.Defaults defaults;
    private final Map<String, Observed<TopicState>> seen;

    private WantedTopics(OperatorConfig.Defaults defaults, Map<String, Observed<TopicState>> seen) {
        this.defaults = defaults;
        this.seen = seen;
    }

    public static List<WantedTopic> of(
            PipelineId pipeline,
            PipelineSpec spec,
            OperatorConfig.Defaults defaults,
            Map<String, Observed<TopicState>> seen) {
        WantedTopics topics = new WantedTopics(defaults, seen);
        PipelineIdentity identity = TopicNames.identity(pipeline);
        int largestRecord = largestRecord(spec, seen);
        List<WantedTopic> wanted = new ArrayList<>();
        List<TopicSpec> listed = TopicNames.listed(spec);
        for (int i = 0; i < listed.size(); i++) {
            wanted.add(topics.listed(listed.get(i), "spec.topics[" + i + "]"));
        }
        wanted.add(topics.generated(identity.deadLetterTopic(), Purpose.DEAD_LETTER, largestRecord));
        wanted.add(topics.generated(identity.lateTopic(), Purpose.LATE, largestRecord));
        wanted.add(topics.ledger(identity.ledgerTopic()));
        return List.copyOf(wanted);
    }

    /** The most that a dead letter can need: the largest record of any source, and headers. */
    static int largestRecord(PipelineSpec spec, Map<String, Observed<TopicState>> seen) {
        // Sources are there before they are read, or say what they take.
        TopicLimits limits = new TopicLimits(spec, seen, Map.of());
        int largest = spec.sources().stream()
                .mapToInt(source -> limits.largestRecord(source.topic()))
                .max()
                .orElseThrow();
        return Math.min(largest, Integer.MAX_VALUE - HEADER_MARGIN) + HEADER_MARGIN;
    }

    private WantedTopic listed(TopicSpec topic, String path) {
        return new WantedTopic(
                topic.name(),
                topic.partitions() == null ? partitions(topic.name()) : topic.partitions(),
                topic.replicas() == null ? replicas(topic.name()) : topic.replicas(),
                topic.config() == null ? Map.of() : topic.config(),
                Purpose.DATA,
                path);
    }

    private WantedTopic generated(String name, Purpose purpose, int largestRecord) {
        Map<String, String> config = new TreeMap<>();
        config.put("cleanup.policy", "delete");
        config.put("retention.ms", String.valueOf(defaults.deadLetterRetention().toMillis()));
        // By their own time old records, read again, would be deleted at once.
        config.put("message.timestamp.type", "LogAppendTime");
        config.put(TopicLimits.MAX_MESSAGE_BYTES, String.valueOf(largestRecord));
        return new WantedTopic(name, partitions(name), replicas(name), config, purpose, "");
    }

    // One partition: rows of a checkpoint are added up in the order of their offsets.
    private WantedTopic ledger(String name) {
        Map<String, String> config = Map.of("cleanup.policy", "delete", "retention.ms", LEDGER_RETENTION_MILLIS);
        return new WantedTopic(name, 1, replicas(name), config, Purpose.LEDGER, "");
    }

    // What the configuration fills in applies to new topics: changing it changes none that is there.
    private int partitions(String name) {
        return state(seen, name).map(TopicState::partitions).orElse(defaults.partitions());
    }

    private int replicas(String name) {
        return state(seen, name).map(TopicState::replicas).orElse(defaults.replicas());
    }

    private static Optional<TopicState> state(Map<String, Observed<TopicState>> seen, String name) {
        return Optional.ofNullable(seen.get(name)).flatMap(Observed::value);
    }
}
