package io.millrace.operator.pipeline;

import static io.millrace.definition.DeadLetterCode.DECODE;
import static io.millrace.definition.DeadLetterCode.VALIDATION;
import static io.millrace.definition.ledger.Account.ASSIGNED;
import static io.millrace.definition.ledger.Account.CLOSED;
import static io.millrace.definition.ledger.Account.ENTERED;
import static io.millrace.definition.ledger.Account.HELD;
import static io.millrace.definition.ledger.Account.IN;
import static io.millrace.definition.ledger.Account.LATE;
import static io.millrace.definition.ledger.Account.OUT;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.Counts;
import java.util.Map;

/** Books of the pipeline in totals.yaml. */
final class TotalsBooks {

    private TotalsBooks() {}

    /**
     * Of so many records; of a hundred, one is not decoded, two are not valid, and three are late. Those in windows that
     * are closed gave one result for each hundred.
     *
     * @param hundreds how many hundreds were consumed
     */
    static Books balanced(long hundreds) {
        return new Books(
                Map.of(
                        "events",
                        counts(Map.of(IN, 100 * hundreds, OUT, 99 * hundreds), Map.of(DECODE, hundreds)),
                        "known",
                        counts(Map.of(IN, 99 * hundreds, OUT, 97 * hundreds), Map.of(VALIDATION, 2 * hundreds)),
                        "per-kind",
                        counts(
                                Map.of(
                                        IN, 97 * hundreds,
                                        ENTERED, 97 * hundreds,
                                        LATE, 3 * hundreds,
                                        ASSIGNED, 94 * hundreds,
                                        HELD, 4 * hundreds,
                                        CLOSED, 90 * hundreds,
                                        OUT, hundreds),
                                Map.of()),
                        Books.sink("totals"),
                        counts(Map.of(IN, hundreds, OUT, hundreds), Map.of())),
                Map.of("shop.totals", hundreds, "dlq.shop.totals", 3 * hundreds, "late.shop.totals", 3 * hundreds));
    }

    /** The same, but one record that came out of the first step did not come to the window. */
    static Books oneLost(long hundreds) {
        return balanced(hundreds)
                .minus(new Books(
                        Map.of("per-kind", counts(Map.of(IN, 1L, ENTERED, 1L, ASSIGNED, 1L, HELD, 1L), Map.of())),
                        Map.of()));
    }

    private static Counts counts(Map<Account, Long> counts, Map<DeadLetterCode, Long> dead) {
        return new Counts(counts, dead);
    }
}
