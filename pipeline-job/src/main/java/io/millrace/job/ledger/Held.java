package io.millrace.job.ledger;

import java.util.Map;
import java.util.TreeMap;

/** How many rows are in open windows, by the window's end. */
public final class Held {

    private final TreeMap<Long, long[]> ends = new TreeMap<>();
    // Most rows go where the one before went.
    private long lastEnd = Long.MIN_VALUE;
    private long[] last = {0};

    Held(Map<Long, Long> restored) {
        restored.forEach((end, rows) -> ends.put(end, new long[] {rows}));
    }

    void add(long end) {
        if (end != lastEnd) {
            last = ends.computeIfAbsent(end, key -> new long[1]);
            lastEnd = end;
        }
        last[0]++;
    }

    /** Forgets windows whose last instant the watermark has reached. */
    void release(long watermark) {
        while (!ends.isEmpty() && ends.firstKey() - 1 <= watermark) {
            if (ends.pollFirstEntry().getValue() == last) {
                lastEnd = Long.MIN_VALUE;
            }
        }
    }

    long rows() {
        return ends.values().stream().mapToLong(rows -> rows[0]).sum();
    }

    Map<Long, Long> kept() {
        Map<Long, Long> kept = new TreeMap<>();
        ends.forEach((end, rows) -> kept.put(end, rows[0]));
        return kept;
    }
}
