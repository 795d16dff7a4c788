package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.PipelineStatus.TopicStatus;
import io.millrace.api.v1alpha1.TopicSpec;
import io.millrace.operator.acceptance.TopicNames;
import io.millrace.operator.operations.Stored;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.topics.WantedTopic;
import io.millrace.operator.topics.WatchedTopic;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The topics of the revision in place, watched as the spec says now. The settings of the topics that Millrace makes by
 * itself are put back only where those of all the others are: who keeps dead letters longer by hand means it.
 */
final class TopicWatch {

    private TopicWatch() {}

    static List<WatchedTopic> of(PipelineSpec spec, Stored stored, Revision current) {
        List<TopicSpec> listed = TopicNames.listed(spec);
        Map<String, TopicSpec> byName = listed.stream().collect(Collectors.toMap(TopicSpec::name, Function.identity()));
        boolean all = !listed.isEmpty() && listed.stream().allMatch(TopicWatch::reverts);
        return current.topics().stream()
                .map(wanted -> watched(wanted, Optional.ofNullable(byName.get(wanted.name())), all, stored))
                .toList();
    }

    private static WatchedTopic watched(
            WantedTopic wanted, Optional<TopicSpec> declared, boolean revertsAll, Stored stored) {
        boolean reverts = wanted.isGenerated()
                ? revertsAll
                : declared.filter(TopicWatch::reverts).isPresent();
        return new WatchedTopic(
                wanted,
                id(wanted.name(), stored),
                declared.filter(topic -> topic.partitions() != null).isPresent(),
                declared.filter(topic -> topic.replicas() != null).isPresent(),
                reverts);
    }

    private static boolean reverts(TopicSpec topic) {
        return topic.drift() == TopicSpec.Drift.REVERT;
    }

    private static Optional<String> id(String topic, Stored stored) {
        return stored.topics().stream()
                .filter(known -> known.name().equals(topic))
                .map(TopicStatus::topicId)
                .filter(Objects::nonNull)
                .findFirst();
    }
}
