package io.millrace.operator.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What has to be done so that one topic is as wanted. */
public final class TopicsPlanner {

    private TopicsPlanner() {}

    /**
     * @param seen empty when the topic does not exist
     * @param formerly keys that an earlier revision set: those that are no longer wanted go back to the default
     */
    public static List<TopicChange> changes(WantedTopic wanted, Optional<TopicState> seen, Set<String> formerly) {
        if (seen.isEmpty()) {
            return List.of(new TopicChange.Create(wanted));
        }
        TopicState state = seen.get();
        List<TopicChange> changes = new ArrayList<>();
        if (state.partitions() < wanted.partitions()) {
            changes.add(new TopicChange.AddPartitions(wanted.name(), wanted.partitions()));
        }
        SortedMap<String, String> set = differing(wanted.config(), state.ownConfig());
        Set<String> reset = new TreeSet<>(formerly);
        reset.removeAll(wanted.config().keySet());
        reset.retainAll(state.ownConfig().keySet());
        if (!set.isEmpty() || !reset.isEmpty()) {
            changes.add(new TopicChange.Configure(wanted.name(), set, reset));
        }
        return List.copyOf(changes);
    }

    /** What will be set on the topic itself once that is done. */
    public static Map<String, String> configured(WantedTopic wanted, Optional<TopicState> seen, Set<String> formerly) {
        Map<String, String> config =
                new TreeMap<>(seen.map(TopicState::ownConfig).orElse(Map.of()));
        config.keySet().removeAll(formerly);
        config.putAll(wanted.config());
        return config;
    }

    private static SortedMap<String, String> differing(Map<String, String> wanted, Map<String, String> own) {
        SortedMap<String, String> differing = new TreeMap<>();
        wanted.forEach((key, value) -> {
            if (!value.equals(own.get(key))) {
                differing.put(key, value);
            }
        });
        return differing;
    }
}
