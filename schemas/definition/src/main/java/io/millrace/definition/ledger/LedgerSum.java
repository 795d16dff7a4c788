package io.millrace.definition.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The books of a whole job at one checkpoint.
 *
 * @param at the latest clock of its rows, milliseconds since 1970
 * @param watermarks by the operator's uid: the earliest of its subtasks; none where a subtask has none yet
 * @param total since the job was first started without state
 * @param opening the same when the revision began
 */
public record LedgerSum(
        String run,
        String revision,
        long checkpoint,
        long at,
        Map<String, Long> watermarks,
        Books total,
        Books opening) {

    static LedgerSum of(Collection<LedgerRow> rows) {
        LedgerRow any = rows.iterator().next();
        Books total = Books.EMPTY;
        Books opening = Books.EMPTY;
        long at = any.at();
        TreeMap<String, Long> watermarks = new TreeMap<>();
        for (LedgerRow row : rows) {
            total = total.plus(row.books());
            opening = opening.plus(row.opening());
            at = Math.max(at, row.at());
            watermarks.merge(row.operator(), row.watermark() == null ? Long.MIN_VALUE : row.watermark(), Math::min);
        }
        watermarks.values().removeIf(watermark -> watermark == Long.MIN_VALUE);
        return new LedgerSum(any.run(), any.revision(), any.checkpoint(), at, Map.copyOf(watermarks), total, opening);
    }

    /** What was counted since the revision began. */
    public Books sinceRevision() {
        return total.minus(opening);
    }
}
