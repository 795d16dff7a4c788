package io.millrace.job.logic;

import io.millrace.definition.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** ROUND: half away from zero, to a number of fraction digits or, below zero, of whole ones. */
final class Rounding {

    // Beyond this nothing is left to round, and the powers of ten get large.
    private static final int MOST_DIGITS = 400;

    private Rounding() {}

    static Object round(Object value, int digits, DataType type) {
        int places = Math.max(-MOST_DIGITS, Math.min(digits, MOST_DIGITS));
        return switch (type.kind()) {
            case INT -> {
                BigDecimal rounded = rounded(new BigDecimal((Integer) value), places);
                yield exactly(rounded, type).intValue();
            }
            case BIGINT ->
                exactly(rounded(new BigDecimal((Long) value), places), type).longValue();
            case FLOAT -> {
                float number = (Float) value;
                yield Float.isFinite(number)
                        ? rounded(new BigDecimal(Float.toString(number)), places)
                                .floatValue()
                        : value;
            }
            case DOUBLE -> {
                double number = (Double) value;
                yield Double.isFinite(number)
                        ? rounded(BigDecimal.valueOf(number), places).doubleValue()
                        : value;
            }
            case DECIMAL -> Decimals.fitOrFail(rounded((BigDecimal) value, places), type, "ROUND");
            case BOOLEAN, STRING, BYTES, DATE, TIMESTAMP ->
                throw new IllegalArgumentException("ROUND takes numbers, not " + type.name());
        };
    }

    private static BigDecimal rounded(BigDecimal number, int places) {
        return places >= number.scale() ? number : number.setScale(places, RoundingMode.HALF_UP);
    }

    private static BigDecimal exactly(BigDecimal whole, DataType type) {
        long most = type.kind() == DataType.Kind.INT ? Integer.MAX_VALUE : Long.MAX_VALUE;
        boolean fits =
                whole.compareTo(BigDecimal.valueOf(most)) <= 0 && whole.compareTo(BigDecimal.valueOf(-most - 1)) >= 0;
        if (!fits) {
            throw new EvaluationException("ROUND: the result does not fit " + type.name());
        }
        return whole;
    }
}
