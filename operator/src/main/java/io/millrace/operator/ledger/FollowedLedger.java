package io.millrace.operator.ledger;

import io.millrace.definition.ledger.Ledger;
import io.millrace.definition.ledger.LedgerFormat;
import io.millrace.definition.ledger.LedgerRow;
import io.millrace.definition.ledger.LedgerSum;
import io.millrace.operator.result.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One ledger as far as it has been read, of which no more is kept than the last sums need. Not thread-safe. */
public final class FollowedLedger {

    private final LedgerTopic topic;
    private final Ledger ledger;
    private @Nullable Deciding deciding;
    private @Nullable LedgerSum last;
    private @Nullable Instant wentBack;
    private boolean hasRows;
    private long skipped;

    public FollowedLedger(LedgerTopic topic) {
        this.topic = topic;
        this.ledger = new Ledger(topic.slot());
    }

    public LedgerTopic topic() {
        return topic;
    }

    /** @return whether it was a row; what is none is counted and skipped */
    public boolean add(byte @Nullable [] value) {
        Optional<LedgerRow> row = row(value);
        if (row.isEmpty()) {
            skipped++;
            return false;
        }
        row.filter(written -> written.at() >= topic.since().toEpochMilli()).ifPresent(this::take);
        return true;
    }

    private void take(LedgerRow row) {
        hasRows = true;
        ledger.add(row).ifPresent(this::goOn);
    }

    private void goOn(LedgerSum sum) {
        if (last != null && hasGoneBack(last, sum)) {
            wentBack = Instant.ofEpochMilli(sum.at());
        }
        last = sum;
        deciding = deciding == null ? Deciding.of(sum) : deciding.after(sum);
    }

    /** One run that fails goes on from its last checkpoint: only another one can begin before that. */
    private static boolean hasGoneBack(LedgerSum before, LedgerSum sum) {
        Long restored = sum.restored();
        return !sum.run().equals(before.run()) && (restored == null || restored < before.checkpoint());
    }

    private static Optional<LedgerRow> row(byte @Nullable [] value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(LedgerFormat.readRow(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public long skipped() {
        return skipped;
    }

    /** Of rows without a complete checkpoint nothing is known but that something was written. */
    public Observed<LedgerReading> reading() {
        Duration undecided = deciding == null ? Duration.ZERO : deciding.undecided();
        return ledger.latest()
                .map(sum -> new LedgerReading(sum, skipped, undecided, Optional.ofNullable(wentBack)))
                .<Observed<LedgerReading>>map(Observed::found)
                .orElseGet(() -> hasRows ? Observed.unreachable(Ledgers.UNREAD) : Observed.absent());
    }
}
