package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.TopicStatus;
import io.millrace.operator.acceptance.Draft;
import io.millrace.operator.topics.TopicChange;
import io.millrace.operator.topics.TopicState;
import io.millrace.operator.topics.WantedTopic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Topics are announced before they are made: one that was not there when it was announced, and then is there as it was to
 * be, is ours, whether or not anybody heard that it was made. One that is there in another shape is not: somebody else was
 * quicker.
 */
final class Creations {

    private Creations() {}

    /** What is known of the topics once a draft's are looked at. */
    static List<TopicStatus> known(List<TopicStatus> before, Draft draft) {
        Map<String, WantedTopic> missing = new HashMap<>();
        draft.topicChanges().stream()
                .filter(TopicChange.Create.class::isInstance)
                .map(change -> ((TopicChange.Create) change).wanted())
                .forEach(wanted -> missing.put(wanted.name(), wanted));
        Set<String> differing =
                draft.topicChanges().stream().map(TopicChange::topic).collect(Collectors.toSet());
        List<TopicStatus> known = new ArrayList<>();
        for (TopicStatus topic : before) {
            WantedTopic wanted = missing.remove(topic.name());
            String id = draft.topicIds().get(topic.name());
            known.add(
                    wanted == null
                            ? seen(topic, differing.contains(topic.name()) ? null : id, id != null)
                            : announced(wanted));
        }
        missing.values().stream()
                .sorted(Comparator.comparing(WantedTopic::name))
                .map(Creations::announced)
                .forEach(known::add);
        return known;
    }

    private static TopicStatus announced(WantedTopic wanted) {
        return new TopicStatus(wanted.name(), wanted.partitions(), null, true, null);
    }

    /** @param id of a topic that is as it was to be */
    private static TopicStatus seen(TopicStatus topic, @Nullable String id, boolean isThere) {
        return isAnnounced(topic) && isThere
                ? new TopicStatus(topic.name(), topic.partitions(), id, null, null)
                : topic;
    }

    static boolean isAnnounced(TopicStatus topic) {
        return Boolean.TRUE.equals(topic.creating());
    }

    /** The same where there is no draft any more: its number of partitions is all that is known of its shape. */
    static TopicStatus seen(TopicStatus topic, Optional<TopicState> state) {
        return state.filter(there -> isAnnounced(topic))
                .map(there -> seen(topic, topic.partitions() == there.partitions() ? there.id() : null, true))
                .orElse(topic);
    }
}
