package io.millrace.operator.acceptance;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.SinkSpec;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import io.millrace.operator.topics.SegmentLimits;
import io.millrace.operator.topics.TimestampLimits;
import io.millrace.operator.topics.TopicState;
import io.millrace.operator.topics.TopicsPlanner;
import io.millrace.operator.topics.WantedTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Whether the brokers would always let the job write: to its own topics as to those of others. */
final class WriteChecks {

    private final Map<String, WantedTopic> owned = new HashMap<>();
    private final Map<String, Observed<TopicState>> seen;
    private final Map<String, Set<String>> formerly;
    private final Map<String, String> defaults;

    /** @param defaults what the brokers say for topics that say nothing themselves */
    WriteChecks(
            List<WantedTopic> wanted,
            Map<String, Observed<TopicState>> seen,
            Map<String, Set<String>> formerly,
            Map<String, String> defaults) {
        wanted.forEach(topic -> owned.put(topic.name(), topic));
        this.seen = seen;
        this.formerly = formerly;
        this.defaults = defaults;
    }

    List<Refusal> judge(PipelineSpec spec) {
        List<Refusal> refusals = new ArrayList<>();
        written(spec).forEach((topic, path) -> inEffect(topic).ifPresent(config -> Stream.of(
                        TimestampLimits.objection(topic, config), SegmentLimits.objection(topic, config))
                .flatMap(Optional::stream)
                .forEach(sentence -> refusals.add(new Refusal(Reason.TOPIC_CONFIG_REFUSED, path, sentence)))));
        refusals.addAll(withoutKeys(spec));
        return refusals;
    }

    // Of those that are listed with such a policy the compiler says the same.
    private List<Refusal> withoutKeys(PipelineSpec spec) {
        List<Refusal> refusals = new ArrayList<>();
        for (int i = 0; i < spec.sinks().size(); i++) {
            SinkSpec sink = spec.sinks().get(i);
            boolean isCompacted = inEffect(sink.topic())
                    .map(config -> config.getOrDefault("cleanup.policy", ""))
                    .filter(policy -> policy.contains("compact"))
                    .isPresent();
            if (isCompacted && sink.key() == null) {
                refusals.add(new Refusal(
                        Reason.SPEC_INVALID,
                        "spec.sinks[" + i + "].topic",
                        "'" + sink.topic() + "' is compacted, and a compacted topic takes no records without a key;"
                                + " give this sink a key"));
            }
        }
        return refusals;
    }

    /** Each with the field that can say otherwise. */
    private Map<String, String> written(PipelineSpec spec) {
        Map<String, String> pathByTopic = new TreeMap<>();
        for (int i = 0; i < spec.sinks().size(); i++) {
            String topic = spec.sinks().get(i).topic();
            WantedTopic own = owned.get(topic);
            pathByTopic.putIfAbsent(topic, own == null ? "spec.sinks[" + i + "].topic" : own.path() + ".config");
        }
        owned.values().stream().filter(WantedTopic::isGenerated).forEach(topic -> pathByTopic.put(topic.name(), ""));
        return pathByTopic;
    }

    /** Nothing where the topic is not there and will not be. */
    private Optional<Map<String, String>> inEffect(String topic) {
        Optional<TopicState> state = Optional.ofNullable(seen.get(topic)).flatMap(Observed::value);
        return Optional.ofNullable(owned.get(topic))
                .map(wanted -> TopicsPlanner.configured(wanted, state, formerly.getOrDefault(topic, Set.of())))
                .or(() -> state.map(TopicState::ownConfig))
                .map(own -> {
                    Map<String, String> config = new TreeMap<>(defaults);
                    config.putAll(own);
                    return config;
                });
    }
}
