package io.millrace.job.logic;

import io.millrace.definition.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** DECIMAL values: numbers of exactly their type's scale. */
public final class Decimals {

    private Decimals() {}

    /** The number rounded half away from zero to the type's scale, or {@code null} when it has too many digits. */
    public static @Nullable BigDecimal fit(BigDecimal number, DataType type) {
        if (number.signum() == 0) {
            return BigDecimal.ZERO.setScale(type.scale());
        }
        // Looked at before any digits are made: 1E1000000000 is a short text and a number of a gigabyte.
        long integerDigits = (long) number.precision() - number.scale();
        if (integerDigits > DataType.MAX_DECIMAL_PRECISION) {
            return null;
        }
        if (integerDigits < -type.scale()) {
            return BigDecimal.ZERO.setScale(type.scale());
        }
        BigDecimal rounded = number.setScale(type.scale(), RoundingMode.HALF_UP);
        return rounded.precision() > type.precision() ? null : rounded;
    }

    static BigDecimal fitOrFail(BigDecimal number, DataType type, String what) {
        BigDecimal fitting = fit(number, type);
        if (fitting == null) {
            throw new EvaluationException(what + ": the result does not fit " + type.name());
        }
        return fitting;
    }
}
