package io.millrace.operator.ledger;

import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.Counts;
import io.millrace.definition.ledger.LedgerSum;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How the comparison in the books of a candidate goes on, from one checkpoint to the next.
 *
 * @param decided what is known of records and windows for good; pairs that meet are not among it, as they do before that
 * @param written into the sinks that are compared, when so much was decided first
 * @param waitingSince the candidate's clock when it had written more than that, milliseconds since 1970
 */
record Deciding(long decided, long written, OptionalLong waitingSince) {

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
        return new Deciding(decided(sum.total()), written(sum.total()), OptionalLong.empty());
    }

    Deciding after(LedgerSum sum) {
        Deciding now = of(sum);
        if (now.decided != decided || now.written < written) {
            return now;
        }
        return waitingSince.isPresent() || now.written == written
                ? this
                : new Deciding(decided, written, OptionalLong.of(sum.at()));
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
