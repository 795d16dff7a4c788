package io.millrace.operator.canary;

import io.millrace.api.v1alpha1.PipelineStatus.SinkComparison;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.Counts;
import io.millrace.definition.ledger.LedgerSum;
import io.millrace.operator.status.Figures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was compared of one sink, in records.
 *
 * @param lateness differences that come from input which was late on one side only; no fault of the revision
 * @param warmUp that are not compared, as a step before them began without state
 * @param windows that have been compared as a whole; not records
 * @param resolved of the live job, of which it is known what became of them, warm-up among them
 */
record Compared(
        String sink,
        long equal,
        long different,
        long missing,
        long extra,
        long lateness,
        long warmUp,
        long windows,
        long resolved) {

    private static final String PREFIX = Books.compared("");

    static List<Compared> of(LedgerSum sum) {
        return sum.total().places().entrySet().stream()
                .filter(place -> place.getKey().startsWith(PREFIX))
                .map(place -> of(place.getKey().substring(PREFIX.length()), place.getValue()))
                .sorted(Comparator.comparing(Compared::sink))
                .toList();
    }

    private static Compared of(String sink, Counts counts) {
        return new Compared(
                sink,
                counts.of(Account.EQUAL),
                counts.of(Account.DIFFERENT),
                counts.of(Account.MISSING),
                counts.of(Account.EXTRA),
                counts.of(Account.LATENESS),
                counts.of(Account.WARM_UP),
                counts.of(Account.WINDOWS),
                counts.of(Account.RESOLVED));
    }

    static boolean isBroken(LedgerSum sum) {
        return sum.total().place(Books.COMPARISON).of(Account.BROKEN) > 0;
    }

    long differences() {
        return different + missing + extra;
    }

    long all() {
        return equal + differences();
    }

    /** Equal ones meet before it is known that others do not: so many are compared whatever comes. */
    long settled() {
        return Math.max(0, Math.min(all(), resolved - warmUp));
    }

    /** Whether so much of it depends on when records came that the rest says little. */
    boolean isMostlyChance() {
        return lateness * 100 > all() + lateness;
    }

    /** Rounded up: 0 means that there is not one. */
    long differencesPerMillion() {
        return all() == 0
                ? 0
                : BigDecimal.valueOf(differences())
                        .movePointRight(6)
                        .divide(BigDecimal.valueOf(all()), RoundingMode.CEILING)
                        .longValue();
    }

    SinkComparison rounded() {
        return new SinkComparison(
                sink,
                Figures.rounded(equal),
                Figures.rounded(different),
                Figures.rounded(missing),
                Figures.rounded(extra),
                Figures.rounded(lateness),
                orAbsent(warmUp),
                orAbsent(windows));
    }

    private static @Nullable Long orAbsent(long figure) {
        return figure == 0 ? null : Figures.rounded(figure);
    }

    String sentence() {
        return "sink " + sink + ": of " + Figures.rounded(all()) + " compared records " + Figures.rounded(different)
                + " differ, " + Figures.rounded(missing) + " are missing, " + Figures.rounded(extra) + " are extra";
    }
}
