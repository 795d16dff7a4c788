package io.millrace.operator.ledger;

import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.Counts;
import io.millrace.definition.ledger.LedgerSum;
import io.millrace.definition.state.OperatorUids;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the comparison in the books of a candidate goes on, from one checkpoint to the next.
 *
 * @param decided what is known of records and windows for good; pairs that meet are not among it, as they do before that
 * @param reached the event time up to which is decided, milliseconds since 1970
 * @param written into the sinks that are compared, when so much was decided first
 * @param waits from when on more than that had been written until when still more was, by the candidate's clock; empty
 *     while nothing was
 */
record Deciding(long decided, long reached, long written, Optional<Waits> waits) {

    /** @param written at its end */
    private record Waits(long since, long until, long written) {
        Waits after(long more, long now) {
            return more > written ? new Waits(since, now, more) : this;
        }
    }

    private static final String COMPARED = Books.compared("");

    private static final List<Account> DECIDED = List.of(
            Account.RESOLVED,
            Account.DIFFERENT,
            Account.MISSING,
            Account.EXTRA,
            Account.LATENESS,
            Account.WARM_UP,
            Account.WINDOWS);

    static Deciding of(LedgerSum sum) {
        return new Deciding(decided(sum.total()), reached(sum), written(sum.total()), Optional.empty());
    }

    Deciding after(LedgerSum sum) {
        Deciding now = of(sum);
        if (now.decided != decided || now.reached != reached || now.written < written) {
            return now;
        }
        if (now.written == written) {
            return this;
        }
        Waits waiting = waits.map(before -> before.after(now.written, sum.at()))
                .orElseGet(() -> new Waits(sum.at(), sum.at(), now.written));
        return new Deciding(decided, reached, written, Optional.of(waiting));
    }

    /** For how long it has written while nothing was decided. Silence after that says nothing more. */
    Duration undecided() {
        return waits.map(waiting -> Duration.ofMillis(waiting.until() - waiting.since()))
                .orElse(Duration.ZERO);
    }

    private static long reached(LedgerSum sum) {
        return sum.watermarks().getOrDefault(OperatorUids.COMPARE, Long.MIN_VALUE);
    }

    private static long decided(Books books) {
        return books.places().entrySet().stream()
                .filter(place -> place.getKey().startsWith(COMPARED))
                .map(Map.Entry::getValue)
                .mapToLong(Deciding::decided)
                .sum();
    }

    private static long decided(Counts counts) {
        return DECIDED.stream().mapToLong(counts::of).sum();
    }

    private static long written(Books books) {
        return books.places().keySet().stream()
                .filter(place -> place.startsWith(COMPARED))
                .map(place -> Books.sink(place.substring(COMPARED.length())))
                .mapToLong(sink -> books.place(sink).of(Account.OUT))
                .sum();
    }
}
