package io.millrace.operator.acceptance;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.SinkSpec;
import io.millrace.api.v1alpha1.TopicSpec;
import io.millrace.definition.RunSettings.SinkTopic;
import io.millrace.operator.result.Observed;
import io.millrace.operator.topics.IntSetting;
import io.millrace.operator.topics.TopicState;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What topics take once they are as the spec declares them: its configuration first, else what they have now, else what the
 * brokers give to new ones.
 */
final class TopicLimits {

    static final String MAX_MESSAGE_BYTES = "max.message.bytes";
    private static final String CLEANUP_POLICY = "cleanup.policy";

    private final PipelineSpec spec;
    private final Map<String, Observed<TopicState>> seen;
    private final Map<String, String> defaults;

    /** @param defaults what the brokers say for topics that say nothing themselves */
    TopicLimits(PipelineSpec spec, Map<String, Observed<TopicState>> seen, Map<String, String> defaults) {
        this.spec = spec;
        this.seen = seen;
        this.defaults = defaults;
    }

    SortedMap<String, SinkTopic> sinks() {
        SortedMap<String, SinkTopic> limits = new TreeMap<>();
        for (SinkSpec sink : spec.sinks()) {
            limits.put(sink.topic(), new SinkTopic(largestRecord(sink.topic()), isCompacted(sink.topic())));
        }
        return limits;
    }

    int largestRecord(String topic) {
        return declared(topic, MAX_MESSAGE_BYTES)
                .flatMap(IntSetting::of)
                .or(() -> state(topic).map(TopicState::maxMessageBytes))
                .or(() -> IntSetting.of(defaults.get(MAX_MESSAGE_BYTES)))
                .orElse(SinkTopic.DEFAULT.largestRecordBytes());
    }

    private boolean isCompacted(String topic) {
        return declared(topic, CLEANUP_POLICY)
                .map(policy -> policy.contains("compact"))
                .orElseGet(() -> state(topic).map(TopicState::compacted).orElse(SinkTopic.DEFAULT.compacted()));
    }

    private Optional<String> declared(String topic, String key) {
        return TopicNames.listed(spec).stream()
                .filter(listed -> listed.name().equals(topic))
                .map(TopicSpec::config)
                .flatMap(config -> Optional.ofNullable(config).stream())
                .flatMap(config -> Optional.ofNullable(config.get(key)).stream())
                .findFirst();
    }

    private Optional<TopicState> state(String topic) {
        return Optional.ofNullable(seen.get(topic)).flatMap(Observed::value);
    }
}
