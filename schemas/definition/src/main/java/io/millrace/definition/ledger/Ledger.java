package io.millrace.definition.ledger;

import io.millrace.definition.RunSettings.Slot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds rows up, one ledger topic's worth of one slot, in the order in which they stand there. Rows of one checkpoint
 * become visible one by one: only when all are there do they make a sum. Not thread-safe.
 */
public final class Ledger {

    // Rows of checkpoints that never became complete; more than one or two means that a job is dying again and again.
    private static final int MOST_INCOMPLETE = 8;

    private final Slot slot;
    private final TreeMap<Cut, Map<String, LedgerRow>> incomplete = new TreeMap<>();
    private @Nullable LedgerSum latest;
    private String run = "";

    public Ledger(Slot slot) {
        this.slot = slot;
    }

    /** @return the new sum, if this row was the last that it needed */
    public Optional<LedgerSum> add(LedgerRow row) {
        if (row.slot() != slot) {
            return Optional.empty();
        }
        if (!row.run().equals(run)) {
            // A deployment's jobs follow one another: what the one before has left incomplete stays so.
            run = row.run();
            incomplete.clear();
        }
        Cut cut = new Cut(row.checkpoint(), row.subtasks());
        Map<String, LedgerRow> rows = incomplete.computeIfAbsent(cut, key -> new HashMap<>());
        rows.put(row.key(), row);
        if (rows.size() < row.operators() * row.subtasks()) {
            forgetOldest();
            return Optional.empty();
        }
        incomplete.headMap(cut, true).clear();
        latest = LedgerSum.of(rows.values());
        return Optional.of(latest);
    }

    /** The sum of the last checkpoint that is complete. */
    public Optional<LedgerSum> latest() {
        return Optional.ofNullable(latest);
    }

    private void forgetOldest() {
        while (incomplete.size() > MOST_INCOMPLETE) {
            incomplete.pollFirstEntry();
        }
    }

    private record Cut(long checkpoint, int subtasks) implements Comparable<Cut> {
        @Override
        public int compareTo(Cut other) {
            int order = Long.compare(checkpoint, other.checkpoint);
            return order == 0 ? Integer.compare(subtasks, other.subtasks) : order;
        }
    }
}
