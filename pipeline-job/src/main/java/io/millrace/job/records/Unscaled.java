package io.millrace.job.records;

import java.math.BigDecimal;

/** The digits of a decimal as a long, where they surely fit: no BigInteger is made of them. */
public final class Unscaled {

    /** As many digits fit a long, whichever they are. */
    public static final int MOST_DIGITS = 18;

    private Unscaled() {}

    public static boolean fitsLong(BigDecimal value) {
        return value.precision() <= MOST_DIGITS;
    }

    /** The unscaled value of one that fits. */
    public static long asLong(BigDecimal value) {
        return value.scaleByPowerOfTen(value.scale()).longValue();
    }

    /** How many bytes its shortest two's complement takes, as of {@link java.math.BigInteger#toByteArray}. */
    static int lengthOf(long unscaled) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(unscaled ^ (unscaled >> (Long.SIZE - 1)));
        return bits / Byte.SIZE + 1;
    }
}
