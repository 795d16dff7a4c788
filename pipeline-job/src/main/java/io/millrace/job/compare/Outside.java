package io.millrace.job.compare;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The records of one side whose keys are outside of the sample, by topic: they are not among those that are resolved. */
final class Outside {

    private final TreeMap<Long, Map<String, Long>> waiting;
    private final Map<String, Long> resolved;

    Outside() {
        this(Map.of(), Map.of());
    }

    /** @param waiting by epoch */
    Outside(Map<Long, Map<String, Long>> waiting, Map<String, Long> resolved) {
        this.waiting = new TreeMap<>(waiting);
        this.resolved = new HashMap<>(resolved);
    }

    void read(String topic, long epoch, long records) {
        waiting.computeIfAbsent(epoch, key -> new HashMap<>()).merge(topic, records, Long::sum);
    }

    /** @param below epochs that are resolved */
    void resolve(long below) {
        Map<Long, Map<String, Long>> now = waiting.headMap(below, false);
        now.values().forEach(counts -> counts.forEach((topic, count) -> resolved.merge(topic, count, Long::sum)));
        now.clear();
    }

    /** How many of a topic are resolved. */
    long of(String topic) {
        return resolved.getOrDefault(topic, 0L);
    }

    Map<Long, Map<String, Long>> waiting() {
        return waiting;
    }

    Map<String, Long> resolved() {
        return resolved;
    }
}
