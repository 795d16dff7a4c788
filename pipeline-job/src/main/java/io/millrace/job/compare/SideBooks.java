package io.millrace.job.compare;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one side: what its ledger says, and how much of it has been read back.
 *
 * <p>A record with epoch e was written after checkpoint e and before the next. So the records of a topic with epochs below
 * k are those that the books have at checkpoint k, and when as many were read, all were.
 */
final class SideBooks {

    /**
     * A complete sum of the ledger.
     *
     * @param written by the topics that are compared, cumulative
     * @param eventTime how far everything that is written is, {@code null} without event time
     */
    record Sum(long checkpoint, Progress progress, Map<String, Long> written, @Nullable Long eventTime) {}

    private final TreeMap<Long, Map<String, Long>> read = new TreeMap<>();
    private final TreeMap<Long, Sum> sums = new TreeMap<>();
    // How much each topic had where the comparison begins.
    private Map<String, Long> opened = Map.of();
    // How much of each topic is passed already; null until it is known where the comparison begins.
    private @Nullable Map<String, Long> base;
    private @Nullable Sum readThrough;
    private boolean hasTooMany;

    SideBooks() {}

    SideBooks(
            Map<String, Long> opened,
            @Nullable Map<String, Long> base,
            Map<Long, Map<String, Long>> read,
            Collection<Sum> sums,
            @Nullable Sum readThrough,
            boolean hasTooMany) {
        this.opened = opened;
        this.base = base;
        this.read.putAll(read);
        sums.forEach(this::booked);
        this.readThrough = readThrough;
        this.hasTooMany = hasTooMany;
    }

    /** @param written what had been written where the comparison begins, by topic */
    void open(Map<String, Long> written) {
        opened = Map.copyOf(written);
        base = new HashMap<>(written);
    }

    Map<String, Long> opened() {
        return opened;
    }

    boolean isOpen() {
        return base != null;
    }

    void counted(String topic, long epoch, long records) {
        read.computeIfAbsent(epoch, key -> new HashMap<>()).merge(topic, records, Long::sum);
        // What comes to an epoch that was complete is more than there should be.
        hasTooMany |= readThrough != null && epoch < readThrough.checkpoint();
    }

    void booked(Sum sum) {
        sums.put(sum.checkpoint(), sum);
    }

    /** Passes over all checkpoints up to which everything was read. */
    void advance() {
        if (base == null) {
            return;
        }
        Map<String, Long> counted = new HashMap<>(base);
        long from = readThrough == null ? Long.MIN_VALUE : readThrough.checkpoint();
        Sum furthest = null;
        for (Sum sum : sums.tailMap(from, false).values()) {
            read.subMap(from, sum.checkpoint())
                    .values()
                    .forEach(counts -> counts.forEach((topic, count) -> counted.merge(topic, count, Long::sum)));
            from = sum.checkpoint();
            boolean isComplete = true;
            for (Map.Entry<String, Long> topic : sum.written().entrySet()) {
                long soFar = counted.getOrDefault(topic.getKey(), 0L);
                hasTooMany |= soFar > topic.getValue();
                isComplete &= soFar == topic.getValue();
            }
            if (isComplete) {
                furthest = sum;
            }
        }
        if (furthest != null) {
            readThrough = furthest;
            base = new HashMap<>(furthest.written());
            read.headMap(furthest.checkpoint()).clear();
        }
    }

    boolean hasTooMany() {
        return hasTooMany;
    }

    /** The last checkpoint up to which everything was read. */
    Optional<Sum> readThrough() {
        return Optional.ofNullable(readThrough);
    }

    /** The last of the checkpoints whose records the other side must have written as well. */
    Optional<Sum> coveredBy(Progress other) {
        return sums.descendingMap().values().stream()
                .filter(sum -> other.covers(sum.progress()))
                .findFirst();
    }

    /** Forgets the sums that are of no more use: decided, and read. */
    void forget(long decided) {
        if (readThrough != null) {
            sums.headMap(Math.min(decided, readThrough.checkpoint()), true).clear();
        }
    }

    @Nullable
    Map<String, Long> base() {
        return base;
    }

    Map<Long, Map<String, Long>> read() {
        return read;
    }

    Collection<Sum> sums() {
        return sums.values();
    }
}
