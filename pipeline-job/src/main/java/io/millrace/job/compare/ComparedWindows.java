package io.millrace.job.compare;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many windows of each sink have been compared. A window is, when everything up to its end is resolved. */
final class ComparedWindows {

    // By sink: those that something was read of, with their ends, by their starts.
    private final Map<String, Map<Long, Long>> waiting = new TreeMap<>();
    private final Map<String, Long> complete = new TreeMap<>();

    ComparedWindows() {}

    ComparedWindows(Map<String, Map<Long, Long>> waiting, Map<String, Long> complete) {
        waiting.forEach((sink, windows) -> this.waiting.put(sink, new TreeMap<>(windows)));
        this.complete.putAll(complete);
    }

    /** The two sides' windows may differ in length: the longer one counts. */
    void seen(String sink, long start, long end) {
        waiting.computeIfAbsent(sink, name -> new TreeMap<>()).merge(start, end, Math::max);
    }

    /** @param resolved event time up to which everything is, {@code null} while nothing is known of it */
    void advance(@Nullable Long resolved) {
        if (resolved == null) {
            return;
        }
        waiting.forEach((sink, windows) -> {
            long before = windows.size();
            windows.values().removeIf(end -> end - 1 <= resolved);
            if (windows.size() < before) {
                complete.merge(sink, before - windows.size(), Long::sum);
            }
        });
    }

    Map<String, Map<Long, Long>> waiting() {
        return waiting;
    }

    Map<String, Long> complete() {
        return complete;
    }
}
