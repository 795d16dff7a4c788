package io.millrace.compiler.expressions;

import io.millrace.definition.DataType;
import io.millrace.definition.Function;

/** Precision and scale of DECIMAL results: Flink SQL's rules, which are SQL Server's. */
final class DecimalTypes {

    /** Fraction digits that a quotient has at least, and that a result too wide keeps. */
    private static final int MINIMUM_SCALE = 6;

    private DecimalTypes() {}

    static DataType result(Function function, DataType a, DataType b) {
        int wholeA = a.precision() - a.scale();
        int wholeB = b.precision() - b.scale();
        int larger = Math.max(a.scale(), b.scale());
        return switch (function) {
            case PLUS, MINUS -> adjusted(Math.max(wholeA, wholeB) + larger + 1, larger);
            case TIMES -> adjusted(a.precision() + b.precision() + 1, a.scale() + b.scale());
            case DIVIDE -> {
                int scale = Math.max(MINIMUM_SCALE, a.scale() + b.precision() + 1);
                yield adjusted(wholeA + b.scale() + scale, scale);
            }
            case MODULO -> adjusted(Math.min(wholeA, wholeB) + larger, larger);
            default -> throw new IllegalArgumentException(function + " is no operator between two numbers");
        };
    }

    static DataType rounded(DataType type, int digits) {
        if (digits >= type.scale()) {
            return type;
        }
        // Rounding can carry into one more digit.
        int whole = 1 + type.precision() - type.scale();
        int precision = Math.min(DataType.MAX_DECIMAL_PRECISION, whole + Math.max(digits, 0));
        return DataType.decimal(precision, Math.max(digits, 0));
    }

    // Beyond 38 digits the fraction gives way, but not below six digits or what it has.
    private static DataType adjusted(int precision, int scale) {
        if (precision <= DataType.MAX_DECIMAL_PRECISION) {
            return DataType.decimal(precision, scale);
        }
        int whole = precision - scale;
        int kept = Math.max(DataType.MAX_DECIMAL_PRECISION - whole, Math.min(scale, MINIMUM_SCALE));
        return DataType.decimal(DataType.MAX_DECIMAL_PRECISION, kept);
    }
}
