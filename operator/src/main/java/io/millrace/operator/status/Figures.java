package io.millrace.operator.status;

import java.math.BigDecimal;
import java.math.MathContext;

/** Figures that move, as the status shows them. */
public final class Figures {

    private Figures() {}

    /** Two digits: a third one would be another write of the status and no other decision of its reader. */
    public static long rounded(long figure) {
        return BigDecimal.valueOf(figure).round(new MathContext(2)).longValue();
    }
}
