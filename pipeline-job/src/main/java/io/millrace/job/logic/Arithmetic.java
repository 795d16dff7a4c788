package io.millrace.job.logic;

import io.millrace.definition.DataType;
import io.millrace.definition.Function;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.UnaryOperator;

/** Numbers: both sides and the result of one type; nothing wraps, nothing is divided by zero. */
final class Arithmetic {

    private Arithmetic() {}

    static ExpressionCompiler.BinaryOperation binary(Function function, DataType type) {
        ExpressionCompiler.BinaryOperation operation =
                switch (type.kind()) {
                    case INT -> ints(function);
                    case BIGINT -> longs(function);
                    case FLOAT -> (a, b) -> floats(function, (Float) a, (Float) b);
                    case DOUBLE -> (a, b) -> doubles(function, (Double) a, (Double) b);
                    case DECIMAL -> (a, b) -> decimals(function, (BigDecimal) a, (BigDecimal) b, type);
                    case BOOLEAN, STRING, BYTES, DATE, TIMESTAMP -> throw notNumeric(function, type);
                };
        return (a, b) -> {
            try {
                return operation.apply(a, b);
            } catch (ArithmeticException e) {
                throw new EvaluationException(function + " of " + type.name() + ": overflow or division by zero");
            }
        };
    }

    private static ExpressionCompiler.BinaryOperation ints(Function function) {
        return switch (function) {
            case PLUS -> (a, b) -> Math.addExact((int) a, (int) b);
            case MINUS -> (a, b) -> Math.subtractExact((int) a, (int) b);
            case TIMES -> (a, b) -> Math.multiplyExact((int) a, (int) b);
            // The one division that overflows is caught by doing it in longs.
            case DIVIDE -> (a, b) -> Math.toIntExact((int) a / (long) (int) b);
            case MODULO -> (a, b) -> (int) a % (int) b;
            default -> throw new IllegalArgumentException(function + " is no arithmetic");
        };
    }

    private static ExpressionCompiler.BinaryOperation longs(Function function) {
        return switch (function) {
            case PLUS -> (a, b) -> Math.addExact((long) a, (long) b);
            case MINUS -> (a, b) -> Math.subtractExact((long) a, (long) b);
            case TIMES -> (a, b) -> Math.multiplyExact((long) a, (long) b);
            case DIVIDE -> (a, b) -> (long) b == -1 ? Math.negateExact((long) a) : (long) a / (long) b;
            case MODULO -> (a, b) -> (long) a % (long) b;
            default -> throw new IllegalArgumentException(function + " is no arithmetic");
        };
    }

    private static Object floats(Function function, float a, float b) {
        return switch (function) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case TIMES -> a * b;
            case DIVIDE -> a / notZero(b);
            case MODULO -> a % notZero(b);
            default -> throw new IllegalArgumentException(function + " is no arithmetic");
        };
    }

    private static Object doubles(Function function, double a, double b) {
        return switch (function) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case TIMES -> a * b;
            case DIVIDE -> a / notZero(b);
            case MODULO -> a % notZero(b);
            default -> throw new IllegalArgumentException(function + " is no arithmetic");
        };
    }

    private static Object decimals(Function function, BigDecimal a, BigDecimal b, DataType type) {
        BigDecimal exact =
                switch (function) {
                    case PLUS -> a.add(b);
                    case MINUS -> a.subtract(b);
                    case TIMES -> a.multiply(b);
                    case DIVIDE -> a.divide(b, type.scale(), RoundingMode.HALF_UP);
                    case MODULO -> a.remainder(b);
                    default -> throw new IllegalArgumentException(function + " is no arithmetic");
                };
        return Decimals.fitOrFail(exact, type, function.name());
    }

    private static float notZero(float divisor) {
        if (divisor == 0) {
            throw new ArithmeticException();
        }
        return divisor;
    }

    private static double notZero(double divisor) {
        if (divisor == 0) {
            throw new ArithmeticException();
        }
        return divisor;
    }

    static UnaryOperator<Object> unary(Function function, DataType type) {
        UnaryOperator<Object> operation =
                switch (function) {
                    case NEGATE -> negation(type);
                    case ABS -> absolute(type);
                    case FLOOR -> wholes(type, RoundingMode.FLOOR);
                    case CEIL -> wholes(type, RoundingMode.CEILING);
                    default -> throw new IllegalArgumentException(function + " is no arithmetic");
                };
        return value -> {
            try {
                return operation.apply(value);
            } catch (ArithmeticException e) {
                throw new EvaluationException(function + " of " + type.name() + ": overflow");
            }
        };
    }

    private static UnaryOperator<Object> negation(DataType type) {
        return switch (type.kind()) {
            case INT -> value -> Math.negateExact((int) value);
            case BIGINT -> value -> Math.negateExact((long) value);
            case FLOAT -> value -> -(float) value;
            case DOUBLE -> value -> -(double) value;
            case DECIMAL -> value -> ((BigDecimal) value).negate();
            case BOOLEAN, STRING, BYTES, DATE, TIMESTAMP -> throw notNumeric(Function.NEGATE, type);
        };
    }

    private static UnaryOperator<Object> absolute(DataType type) {
        return switch (type.kind()) {
            case INT -> value -> Math.absExact((int) value);
            case BIGINT -> value -> Math.absExact((long) value);
            case FLOAT -> value -> Math.abs((float) value);
            case DOUBLE -> value -> Math.abs((double) value);
            case DECIMAL -> value -> ((BigDecimal) value).abs();
            case BOOLEAN, STRING, BYTES, DATE, TIMESTAMP -> throw notNumeric(Function.ABS, type);
        };
    }

    private static UnaryOperator<Object> wholes(DataType type, RoundingMode mode) {
        boolean down = mode == RoundingMode.FLOOR;
        return switch (type.kind()) {
            case INT, BIGINT -> value -> value;
            case FLOAT -> value -> (float) (down ? Math.floor((float) value) : Math.ceil((float) value));
            case DOUBLE -> value -> down ? Math.floor((double) value) : Math.ceil((double) value);
            case DECIMAL ->
                value -> Decimals.fitOrFail(((BigDecimal) value).setScale(0, mode), type, down ? "FLOOR" : "CEIL");
            case BOOLEAN, STRING, BYTES, DATE, TIMESTAMP ->
                throw notNumeric(down ? Function.FLOOR : Function.CEIL, type);
        };
    }

    /** Number and, optionally, digits; digits may be negative. */
    static Evaluator round(List<Evaluator> arguments, DataType type) {
        Evaluator number = arguments.get(0);
        Evaluator digits = arguments.size() > 1 ? arguments.get(1) : row -> 0;
        return row -> {
            Object value = number.evaluate(row);
            Object places = value == null ? null : digits.evaluate(row);
            return value == null || places == null ? null : Rounding.round(value, ((Number) places).intValue(), type);
        };
    }

    private static IllegalArgumentException notNumeric(Function function, DataType type) {
        return new IllegalArgumentException(function + " takes numbers, not " + type.name());
    }
}
