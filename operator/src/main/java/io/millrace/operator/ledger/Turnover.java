package io.millrace.operator.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What went through a pipeline while one revision ran, in records.
 *
 * @param held in windows that are still open, whenever they came; once in each window
 */
public record Turnover(
        long consumed, long delivered, long deadLettered, long late, long filtered, long duplicates, long held) {

    /** Rounded up: 0 means that there is not one. */
    public long deadLettersPerMillion() {
        if (consumed <= 0) {
            return 0;
        }
        return BigDecimal.valueOf(deadLettered)
                .movePointRight(6)
                .divide(BigDecimal.valueOf(consumed), RoundingMode.CEILING)
                .longValue();
    }
}
