package io.millrace.definition.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The books of a whole job at one checkpoint.
 *
 * @param at the latest clock of its rows, milliseconds since 1970
 * @param watermarks by the operator's uid: the earliest of its subtasks; none where a subtask has none yet
 * @param total since the job was first started without state
 * @param opening the same when the revision began
 * @param latestWatermarks by the operator's uid: the latest of its subtasks
 * @param positions the last offset that was consumed, by the uid of the source and {@code <topic>-<partition>}
 * @param restored the latest checkpoint that any subtask went on from, {@code null} when none did
 */
public record LedgerSum(
        String run,
        String revision,
        long checkpoint,
        long at,
        Map<String, Long> watermarks,
        Books total,
        Books opening,
        Map<String, Long> latestWatermarks,
        Map<String, Map<String, Long>> positions,
        @Nullable Long restored) {

    static LedgerSum of(Collection<LedgerRow> rows) {
        LedgerRow any = rows.iterator().next();
        Books total = Books.EMPTY;
        Books opening = Books.EMPTY;
        long at = any.at();
        TreeMap<String, Long> earliest = new TreeMap<>();
        TreeMap<String, Long> latest = new TreeMap<>();
        Map<String, Map<String, Long>> positions = Map.of();
        Long restored = null;
        for (LedgerRow row : rows) {
            total = total.plus(row.books());
            opening = opening.plus(row.opening());
            at = Math.max(at, row.at());
            long watermark = row.watermark() == null ? Long.MIN_VALUE : row.watermark();
            earliest.merge(row.operator(), watermark, Math::min);
            latest.merge(row.operator(), watermark, Math::max);
            positions = Positions.furthest(positions, row.positions());
            restored = later(restored, row.restored());
        }
        earliest.values().removeIf(watermark -> watermark == Long.MIN_VALUE);
        latest.values().removeIf(watermark -> watermark == Long.MIN_VALUE);
        return new LedgerSum(
                any.run(),
                any.revision(),
                any.checkpoint(),
                at,
                Map.copyOf(earliest),
                total,
                opening,
                Map.copyOf(latest),
                positions,
                restored);
    }

    private static @Nullable Long later(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.max(one, other);
    }

    /** What was counted since the revision began. */
    public Books sinceRevision() {
        return total.minus(opening);
    }
}
