package io.millrace.operator.canary;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.SinkDefinition;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.topics.WantedTopic;
import io.millrace.operator.topics.WantedTopic.Purpose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a candidate writes to in place of what the live job writes to. All of it goes when the candidate does. */
public final class CanaryTopics {

    // As long as a candidate may stay by what anybody sets; its topics go with it.
    private static final String RETENTION_MILLIS =
            String.valueOf(Duration.ofDays(7).toMillis());
    private static final int DIFFERENCES_PARTITIONS = 1;

    private CanaryTopics() {}

    /** Where the differences are told, record by record. */
    public static String differences(PipelineId pipeline) {
        return pipeline.namespace() + "." + pipeline.name() + ".canary-diff";
    }

    /** Where a candidate keeps its books, in place of this. */
    public static String ledger(String live) {
        return Slot.CANARY.topic(live);
    }

    /** By the name that each of them has; as many partitions as the topic that it stands for. */
    public static Map<String, WantedTopic> of(PipelineId pipeline, Revision candidate) {
        Map<String, WantedTopic> wanted = new LinkedHashMap<>();
        for (String topic : written(candidate.definition())) {
            WantedTopic one = instead(topic, candidate);
            wanted.put(one.name(), one);
        }
        WantedTopic ledger = instead(candidate.definition().ledgerTopic(), candidate);
        String differences = differences(pipeline);
        wanted.put(
                differences,
                new WantedTopic(
                        differences,
                        DIFFERENCES_PARTITIONS,
                        ledger.replicas(),
                        config(Map.of(), candidate.run().largestRecordBytes()),
                        Purpose.DATA,
                        ""));
        return wanted;
    }

    private static Set<String> written(PipelineDefinition definition) {
        List<String> topics = new ArrayList<>(
                definition.sinks().stream().map(SinkDefinition::topic).toList());
        topics.add(definition.deadLetter().topic());
        topics.add(definition.lateTopic());
        topics.add(definition.ledgerTopic());
        return new LinkedHashSet<>(topics);
    }

    private static WantedTopic instead(String topic, Revision candidate) {
        RunSettings run = candidate.run();
        Optional<WantedTopic> owned = candidate.topics().stream()
                .filter(one -> one.name().equals(topic))
                .findFirst();
        WantedTopic deadLetters = candidate.topics().stream()
                .filter(one -> one.purpose() == Purpose.DEAD_LETTER)
                .findFirst()
                .orElseThrow();
        // Of a topic of somebody else's, as many as Millrace makes where nobody says how many.
        WantedTopic like = owned.orElse(deadLetters);
        int largest = run.sinkTopics().containsKey(topic) ? run.sinkTopic(topic).largestRecordBytes() : 0;
        return new WantedTopic(
                Slot.CANARY.topic(topic),
                like.partitions(),
                like.replicas(),
                config(like.config(), largest),
                owned.map(WantedTopic::purpose).orElse(Purpose.DATA),
                "");
    }

    // Compaction would take away what is still to be compared.
    private static Map<String, String> config(Map<String, String> like, int largestRecord) {
        Map<String, String> config = new TreeMap<>(like);
        config.keySet().removeIf(key -> key.contains("compaction") || key.startsWith("retention"));
        config.put("cleanup.policy", "delete");
        config.put("retention.ms", RETENTION_MILLIS);
        if (largestRecord > 0) {
            config.put("max.message.bytes", String.valueOf(largestRecord));
        }
        return config;
    }
}
