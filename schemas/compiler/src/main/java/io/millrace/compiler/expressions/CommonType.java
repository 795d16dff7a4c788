package io.millrace.compiler.expressions;

import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import java.util.List;
import java.util.Optional;

/** The type that Flink SQL gives to values that meet: in a comparison, an IN list, the branches of a CASE. */
final class CommonType {

    private static final int INT_DIGITS = 10;
    private static final int BIGINT_DIGITS = 19;

    private CommonType() {}

    /** Empty when the types have nothing in common. Nullable if one of them is. */
    static Optional<DataType> of(List<DataType> types) {
        Optional<DataType> common = Optional.of(types.get(0));
        for (DataType type : types) {
            common = common.flatMap(so -> of(so, type));
        }
        return common;
    }

    static Optional<DataType> of(DataType a, DataType b) {
        boolean nullable = a.nullable() || b.nullable();
        if (a.isNumeric() && b.isNumeric()) {
            return Optional.of(number(a, b).withNullable(nullable));
        }
        return a.kind() == b.kind() ? Optional.of(a.withNullable(nullable)) : Optional.empty();
    }

    private static DataType number(DataType a, DataType b) {
        if (a.kind() == b.kind() && a.kind() != Kind.DECIMAL) {
            return a;
        }
        if (isApproximate(a) || isApproximate(b)) {
            boolean isFloat = a.kind() != Kind.DOUBLE
                    && b.kind() != Kind.DOUBLE
                    && a.kind() != Kind.DECIMAL
                    && b.kind() != Kind.DECIMAL;
            return DataType.of(isFloat ? Kind.FLOAT : Kind.DOUBLE);
        }
        if (a.kind() != Kind.DECIMAL && b.kind() != Kind.DECIMAL) {
            return DataType.of(Kind.BIGINT);
        }
        return decimalOfBoth(decimal(a), decimal(b));
    }

    private static boolean isApproximate(DataType type) {
        return type.kind() == Kind.FLOAT || type.kind() == Kind.DOUBLE;
    }

    // Where both do not fit into 38 digits the fraction gives way, as in Calcite's leastRestrictive.
    private static DataType decimalOfBoth(DataType a, DataType b) {
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        int scale = Math.min(Math.max(a.scale(), b.scale()), DataType.MAX_DECIMAL_PRECISION - whole);
        return DataType.decimal(whole + scale, scale);
    }

    /** The DECIMAL that holds every value of an exact number's type. */
    static DataType decimal(DataType exact) {
        return switch (exact.kind()) {
            case INT -> DataType.decimal(INT_DIGITS, 0).withNullable(exact.nullable());
            case BIGINT -> DataType.decimal(BIGINT_DIGITS, 0).withNullable(exact.nullable());
            case DECIMAL -> exact;
            case BOOLEAN, FLOAT, DOUBLE, STRING, BYTES, DATE, TIMESTAMP ->
                throw new IllegalArgumentException(exact + " is no exact number");
        };
    }
}
