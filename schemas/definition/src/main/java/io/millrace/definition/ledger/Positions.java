package io.millrace.definition.ledger;

import java.util.Map;

/** The last offsets consumed, by the uid of the source and {@code <topic>-<partition>}. */
public final class Positions {

    private Positions() {}

    /** How a partition is called in it. */
    public static String partition(String topic, int partition) {
        return topic + "-" + partition;
    }

    /** Of two parts of one job: where each partition was read further. */
    static Map<String, Map<String, Long>> furthest(
            Map<String, Map<String, Long>> one, Map<String, Map<String, Long>> other) {
        return Counts.merged(one, other, (first, second) -> Counts.merged(first, second, Math::max));
    }
}
