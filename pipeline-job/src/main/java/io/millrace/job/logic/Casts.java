package io.millrace.job.logic;

import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** CAST between types; a value that does not fit fails, it is never cut or wrapped. */
final class Casts {

    private static final long MILLIS_PER_DAY = 86_400_000;

    private Casts() {}

    static UnaryOperator<Object> of(DataType from, DataType to) {
        if (from.kind() == to.kind() && from.kind() != Kind.DECIMAL) {
            return value -> value;
        }
        return switch (to.kind()) {
            case STRING -> value -> ValueText.of(value, from);
            case BOOLEAN -> toBoolean(from, to);
            case INT, BIGINT, FLOAT, DOUBLE, DECIMAL -> toNumber(from, to);
            case BYTES -> onlyFrom(Kind.STRING, from, to, value -> ((String) value).getBytes(StandardCharsets.UTF_8));
            case DATE -> toDate(from, to);
            case TIMESTAMP -> toTimestamp(from, to);
        };
    }

    private static UnaryOperator<Object> toBoolean(DataType from, DataType to) {
        if (from.isNumeric()) {
            return value -> ((Number) value).doubleValue() != 0;
        }
        return onlyFrom(Kind.STRING, from, to, value -> ParsedTexts.booleanOf((String) value));
    }

    private static UnaryOperator<Object> toNumber(DataType from, DataType to) {
        return switch (from.kind()) {
            case BOOLEAN -> value -> number(BigDecimal.valueOf((Boolean) value ? 1 : 0), to);
            case STRING -> value -> ParsedTexts.number((String) value, to);
            case INT, BIGINT, DECIMAL -> value -> number(exact(value, from), to);
            case FLOAT, DOUBLE -> value -> fromFloatingPoint((Number) value, from, to);
            case BYTES, DATE, TIMESTAMP -> throw unsupported(from, to);
        };
    }

    private static Object fromFloatingPoint(Number value, DataType from, DataType to) {
        if (to.kind() == Kind.DOUBLE) {
            return value.doubleValue();
        }
        if (to.kind() == Kind.FLOAT) {
            float narrow = value.floatValue();
            if (Float.isInfinite(narrow) && !Double.isInfinite(value.doubleValue())) {
                throw doesNotFit(to);
            }
            return narrow;
        }
        if (!Double.isFinite(value.doubleValue())) {
            throw doesNotFit(to);
        }
        return number(exact(value, from), to);
    }

    private static BigDecimal exact(Object value, DataType from) {
        return switch (from.kind()) {
            case INT, BIGINT -> BigDecimal.valueOf(((Number) value).longValue());
            case DECIMAL -> (BigDecimal) value;
            // By way of the shortest text: what a person reads is what is converted.
            case FLOAT, DOUBLE -> new BigDecimal(value.toString());
            case BOOLEAN, STRING, BYTES, DATE, TIMESTAMP -> throw unsupported(from, from);
        };
    }

    /** Whole numbers lose their fraction, decimals are rounded; what is too large fails. */
    static Object number(BigDecimal number, DataType to) {
        return switch (to.kind()) {
            case INT -> (int) whole(number, Integer.MIN_VALUE, Integer.MAX_VALUE, to);
            case BIGINT -> whole(number, Long.MIN_VALUE, Long.MAX_VALUE, to);
            case FLOAT -> {
                float value = number.floatValue();
                if (Float.isInfinite(value)) {
                    throw doesNotFit(to);
                }
                yield value;
            }
            case DOUBLE -> {
                double value = number.doubleValue();
                if (Double.isInfinite(value)) {
                    throw doesNotFit(to);
                }
                yield value;
            }
            case DECIMAL -> Decimals.fitOrFail(number, to, "CAST");
            case BOOLEAN, STRING, BYTES, DATE, TIMESTAMP ->
                throw new IllegalArgumentException(to.name() + " is no number");
        };
    }

    private static long whole(BigDecimal number, long least, long most, DataType to) {
        boolean mayFit = (long) number.precision() - number.scale() <= 19;
        if (!mayFit) {
            throw doesNotFit(to);
        }
        BigDecimal whole = number.scale() <= 0 ? number : number.setScale(0, RoundingMode.DOWN);
        if (whole.compareTo(BigDecimal.valueOf(least)) < 0 || whole.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw doesNotFit(to);
        }
        return whole.longValue();
    }

    private static UnaryOperator<Object> toDate(DataType from, DataType to) {
        if (from.kind() == Kind.TIMESTAMP) {
            return value -> {
                long day = Math.floorDiv((Long) value, MILLIS_PER_DAY);
                if (day != (int) day) {
                    throw doesNotFit(to);
                }
                return (int) day;
            };
        }
        return onlyFrom(Kind.STRING, from, to, value -> ParsedTexts.date((String) value));
    }

    private static UnaryOperator<Object> toTimestamp(DataType from, DataType to) {
        if (from.kind() == Kind.DATE) {
            return value -> (Integer) value * MILLIS_PER_DAY;
        }
        return onlyFrom(Kind.STRING, from, to, value -> ParsedTexts.timestamp((String) value));
    }

    private static UnaryOperator<Object> onlyFrom(
            Kind supported, DataType from, DataType to, UnaryOperator<Object> cast) {
        if (from.kind() != supported) {
            throw unsupported(from, to);
        }
        return cast;
    }

    static EvaluationException doesNotFit(DataType to) {
        return new EvaluationException("CAST: the value does not fit " + to.name());
    }

    private static IllegalArgumentException unsupported(DataType from, DataType to) {
        return new IllegalArgumentException("there is no CAST from " + from.name() + " to " + to.name());
    }
}
