package io.millrace.job.ledger;

import io.millrace.definition.ledger.Positions;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The last offset that was consumed of each partition of one topic, and the latest event time. Every record passes here. */
public final class ReadUpTo {

    private static final long NOTHING = -1;

    private final String topic;
    private final Map<String, Long> earlier = new TreeMap<>();
    private long[] offsets = {};
    private long latest;

    /**
     * @param restored of any topic; what is not of this one was read before the source was pointed at it
     * @param latest event time that was read before
     */
    ReadUpTo(String topic, Map<String, Long> restored, long latest) {
        this.topic = topic;
        this.latest = latest;
        Pattern ofTheTopic = Pattern.compile(Pattern.quote(topic) + "-\\d+");
        restored.forEach((partition, offset) -> {
            if (ofTheTopic.matcher(partition).matches()) {
                earlier.put(partition, offset);
            }
        });
    }

    public void consumed(int partition, long offset) {
        if (partition >= offsets.length) {
            int known = offsets.length;
            offsets = Arrays.copyOf(offsets, partition + 1);
            Arrays.fill(offsets, known, offsets.length, NOTHING);
        }
        offsets[partition] = offset;
    }

    public void eventTime(long time) {
        latest = Math.max(latest, time);
    }

    long latest() {
        return latest;
    }

    Map<String, Long> positions() {
        Map<String, Long> positions = new TreeMap<>(earlier);
        for (int partition = 0; partition < offsets.length; partition++) {
            if (offsets[partition] != NOTHING) {
                positions.put(Positions.partition(topic, partition), offsets[partition]);
            }
        }
        return positions;
    }
}
