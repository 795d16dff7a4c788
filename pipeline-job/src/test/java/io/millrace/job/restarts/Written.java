package io.millrace.job.restarts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a step gave. Results of different keys have no order among them, those of one key and window do.
 *
 * @param results by the key (and window) that they are of
 * @param late the numbers of the events that were late, by their key
 */
record Written(Map<String, List<String>> results, Map<String, List<Long>> late) {

    Written() {
        this(new TreeMap<>(), new TreeMap<>());
    }

    void result(String of, String result) {
        results.computeIfAbsent(of, key -> new ArrayList<>()).add(result);
    }

    void late(Event event) {
        late.computeIfAbsent(String.valueOf(event.kind()), key -> new ArrayList<>())
                .add(event.number());
    }
}
