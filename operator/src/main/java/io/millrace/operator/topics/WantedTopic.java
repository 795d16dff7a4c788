package io.millrace.operator.topics;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A topic that a pipeline owns, with every default filled in.
 *
 * @param path of the field that asks for it; empty for topics that Millrace makes by itself
 */
public record WantedTopic(
        String name, int partitions, int replicas, SortedMap<String, String> config, Purpose purpose, String path) {

    public WantedTopic(
            String name, int partitions, int replicas, Map<String, String> config, Purpose purpose, String path) {
        this(name, partitions, replicas, new TreeMap<>(config), purpose, path);
    }

    /** What a topic is for. */
    public enum Purpose {
        DATA,
        DEAD_LETTER,
        LATE,
        LEDGER
    }

    public boolean isGenerated() {
        return purpose != Purpose.DATA;
    }
}
