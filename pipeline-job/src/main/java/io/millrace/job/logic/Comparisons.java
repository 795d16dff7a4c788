package io.millrace.job.logic;

import io.millrace.definition.DataType;
import io.millrace.definition.Function;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;

/** The order of values of one type. */
final class Comparisons {

    private Comparisons() {}

    static ExpressionCompiler.BinaryOperation of(Function function, DataType type) {
        if (type.kind() == DataType.Kind.FLOAT || type.kind() == DataType.Kind.DOUBLE) {
            return ofFloatingPoint(function);
        }
        Comparator<Object> order = comparator(type);
        boolean isText = type.kind() == DataType.Kind.STRING;
        return switch (function) {
            case EQUAL -> isText ? Object::equals : (a, b) -> order.compare(a, b) == 0;
            case NOT_EQUAL -> isText ? (a, b) -> !a.equals(b) : (a, b) -> order.compare(a, b) != 0;
            case LESS -> (a, b) -> order.compare(a, b) < 0;
            case LESS_OR_EQUAL -> (a, b) -> order.compare(a, b) <= 0;
            case GREATER -> (a, b) -> order.compare(a, b) > 0;
            case GREATER_OR_EQUAL -> (a, b) -> order.compare(a, b) >= 0;
            default -> throw new IllegalArgumentException(function + " compares nothing");
        };
    }

    // As Flink compares: NaN equals nothing, and zero has no sign. A total order would say otherwise.
    private static ExpressionCompiler.BinaryOperation ofFloatingPoint(Function function) {
        return switch (function) {
            case EQUAL -> (a, b) -> number(a) == number(b);
            case NOT_EQUAL -> (a, b) -> number(a) != number(b);
            case LESS -> (a, b) -> number(a) < number(b);
            case LESS_OR_EQUAL -> (a, b) -> number(a) <= number(b);
            case GREATER -> (a, b) -> number(a) > number(b);
            case GREATER_OR_EQUAL -> (a, b) -> number(a) >= number(b);
            default -> throw new IllegalArgumentException(function + " compares nothing");
        };
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    static Comparator<Object> comparator(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> (a, b) -> Boolean.compare((Boolean) a, (Boolean) b);
            case INT, DATE -> (a, b) -> Integer.compare((Integer) a, (Integer) b);
            case BIGINT, TIMESTAMP -> (a, b) -> Long.compare((Long) a, (Long) b);
            // Adding zero takes the sign from a negative zero.
            case FLOAT, DOUBLE -> (a, b) -> Double.compare(number(a) + 0.0, number(b) + 0.0);
            case DECIMAL -> (a, b) -> ((BigDecimal) a).compareTo((BigDecimal) b);
            case STRING -> (a, b) -> compareTexts((String) a, (String) b);
            case BYTES -> (a, b) -> Arrays.compareUnsigned((byte[]) a, (byte[]) b);
        };
    }

    // By code points, which is the order of the UTF-8 bytes that Flink compares; Java's own order differs from it where
    // a character beyond the basic plane meets one of the last of that plane.
    private static int compareTexts(String a, String b) {
        if (a.equals(b)) {
            return 0;
        }
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean surrogateX = Character.isSurrogate(x);
                return surrogateX == Character.isSurrogate(y) ? x - y : surrogateX ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }
}
