package io.millrace.operator.ledger;

import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.Counts;
import io.millrace.definition.ledger.LedgerRow;
import java.time.Instant;
import java.util.Map;

/** Rows of a job with one subtask. */
public final class Rows {

    /** When rows are written, if nothing else is said. */
    public static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");

    private Rows() {}

    /** The only row of its checkpoint. */
    public static LedgerRow row(String revision, long checkpoint, Books books) {
        return row(Slot.PROD, "run", revision, checkpoint, AT, "epoch@1", 1, books);
    }

    /** One of the rows of a checkpoint, of a job with that many operators. */
    public static LedgerRow row(
            Slot slot,
            String run,
            String revision,
            long checkpoint,
            Instant at,
            String operator,
            int operators,
            Books books) {
        return new LedgerRow(
                LedgerRow.FORMAT_VERSION,
                slot,
                run,
                revision,
                checkpoint,
                at.toEpochMilli(),
                operator,
                operators,
                0,
                1,
                AT.toEpochMilli(),
                books,
                Books.EMPTY);
    }

    /** The same of a job whose event time has come so far. */
    public static LedgerRow upTo(Instant watermark, LedgerRow row) {
        return new LedgerRow(
                row.formatVersion(),
                row.slot(),
                row.run(),
                row.revision(),
                row.checkpoint(),
                row.at(),
                row.operator(),
                row.operators(),
                row.subtask(),
                row.subtasks(),
                watermark.toEpochMilli(),
                row.books(),
                row.opening());
    }

    /** The same of a job that went on from a checkpoint. */
    public static LedgerRow from(long restored, LedgerRow row) {
        return new LedgerRow(
                row.formatVersion(),
                row.slot(),
                row.run(),
                row.revision(),
                row.checkpoint(),
                row.at(),
                row.operator(),
                row.operators(),
                row.subtask(),
                row.subtasks(),
                row.watermark(),
                row.books(),
                row.opening(),
                restored,
                row.positions());
    }

    /** Of a source that has read so many records. */
    public static Books consumed(long records) {
        return new Books(Map.of("events", new Counts(Map.of(Account.IN, records), Map.of())), Map.of());
    }
}
