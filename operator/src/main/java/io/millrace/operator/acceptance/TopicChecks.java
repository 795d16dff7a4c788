package io.millrace.operator.acceptance;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.topics.BrokerLimits;
import io.millrace.operator.topics.TopicChange;
import io.millrace.operator.topics.TopicRules;
import io.millrace.operator.topics.TopicState;
import io.millrace.operator.topics.TopicsPlanner;
import io.millrace.operator.topics.WantedTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the topics that are used are there, or can be made. */
public final class TopicChecks {

    private TopicChecks() {}

    static List<Refusal> judge(
            PipelineSpec spec, List<WantedTopic> wanted, SpecFacts facts, Optional<Revision> former) {
        Map<String, Set<String>> formerly = formerly(former);
        List<Refusal> refusals = new ArrayList<>(missing(spec, wanted, facts));
        Optional<BrokerLimits> limits = facts.limits().value();
        limits.map(known -> new WriteChecks(wanted, facts.topics(), formerly, known.topicDefaults()))
                .ifPresent(checks -> refusals.addAll(checks.judge(spec)));
        for (WantedTopic topic : wanted) {
            Optional<TopicState> seen = state(facts.topics(), topic.name());
            List<Refusal> found = limits.map(known ->
                            TopicRules.judge(topic, seen, formerly.getOrDefault(topic.name(), Set.of()), known))
                    .orElse(List.of());
            refusals.addAll(found.isEmpty() ? objections(topic, facts) : found);
        }
        return refusals;
    }

    /** What has to be done so that the topics are as wanted. */
    public static List<TopicChange> changes(
            List<WantedTopic> wanted, Map<String, Observed<TopicState>> seen, Optional<Revision> former) {
        Map<String, Set<String>> formerly = formerly(former);
        return wanted.stream()
                .flatMap(
                        topic -> TopicsPlanner.changes(
                                topic, state(seen, topic.name()), formerly.getOrDefault(topic.name(), Set.of()))
                                .stream())
                .toList();
    }

    /** The keys that the revision in place has set on each topic. */
    private static Map<String, Set<String>> formerly(Optional<Revision> former) {
        return former.map(Revision::topics).orElse(List.of()).stream()
                .collect(Collectors.toMap(
                        WantedTopic::name, topic -> topic.config().keySet()));
    }

    /** Of those that are there. */
    static Map<String, String> ids(List<WantedTopic> wanted, Map<String, Observed<TopicState>> seen) {
        return wanted.stream()
                .flatMap(topic -> state(seen, topic.name()).stream())
                .collect(Collectors.toMap(TopicState::name, TopicState::id));
    }

    private static List<Refusal> missing(PipelineSpec spec, List<WantedTopic> wanted, SpecFacts facts) {
        Set<String> owned = wanted.stream().map(WantedTopic::name).collect(Collectors.toSet());
        return TopicNames.used(spec).entrySet().stream()
                .filter(used -> !owned.contains(used.getKey()))
                .filter(used -> state(facts.topics(), used.getKey()).isEmpty())
                .map(used -> new Refusal(
                        Reason.TOPIC_NOT_FOUND,
                        used.getValue(),
                        "topic " + used.getKey()
                                + " does not exist; create it, or list it under spec.topics to have it created"))
                .toList();
    }

    private static List<Refusal> objections(WantedTopic wanted, SpecFacts facts) {
        return facts.objections().value().orElse(Map.of()).entrySet().stream()
                .filter(objection -> objection.getKey().topic().equals(wanted.name()))
                .map(objection -> new Refusal(
                        Reason.TOPIC_CONFIG_REFUSED,
                        wanted.path(),
                        "the brokers would refuse topic " + wanted.name() + ": " + objection.getValue()))
                .toList();
    }

    private static Optional<TopicState> state(Map<String, Observed<TopicState>> seen, String name) {
        return Optional.ofNullable(seen.get(name)).flatMap(Observed::value);
    }
}
