package io.millrace.compiler.expressions;

import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Implicit conversions: what makes the operands of one call meet. */
final class Conversion {

    /** The word NULL before its surroundings give it a type. */
    static final Expression UNTYPED_NULL = new Expression.Literal(null, DataType.of(Kind.STRING));

    private Conversion() {}

    // CAST(NULL AS INT) is a call, so a literal without a value is always the bare word.
    static boolean isUntypedNull(Expression expression) {
        return expression instanceof Expression.Literal literal && literal.text() == null;
    }

    static Expression typedNull(DataType type) {
        return new Expression.Literal(null, type.withNullable(true));
    }

    /** The expression as a value of {@code type}; whether it may be NULL stays as it is. */
    static Expression to(DataType type, Expression expression) {
        if (isUntypedNull(expression)) {
            return typedNull(type);
        }
        DataType target = type.withNullable(expression.type().nullable());
        if (target.equals(expression.type())) {
            return expression;
        }
        if (expression instanceof Expression.Literal literal && literal.text() != null) {
            Optional<String> text = converted(literal.text(), target);
            if (text.isPresent()) {
                return new Expression.Literal(text.get(), target);
            }
        }
        return new Expression.Call(Function.CAST, List.of(expression), target);
    }

    /** A constant need not be converted once per record. */
    private static Optional<String> converted(String number, DataType target) {
        return switch (target.kind()) {
            case BIGINT -> Optional.of(number);
            case DECIMAL ->
                Optional.of(new BigDecimal(number).setScale(target.scale()).toPlainString());
            case DOUBLE -> Optional.of(Double.toString(Double.parseDouble(number)));
            case FLOAT -> Optional.of(Float.toString(Float.parseFloat(number)));
            case BOOLEAN, INT, STRING, BYTES, DATE, TIMESTAMP -> Optional.empty();
        };
    }

    static List<Expression> allTo(DataType type, List<Expression> expressions) {
        return expressions.stream().map(expression -> to(type, expression)).toList();
    }

    /** The common type of those that have one; empty when they have none in common or all are the word NULL. */
    static Optional<DataType> commonType(List<Expression> expressions) {
        List<DataType> types = expressions.stream()
                .filter(expression -> !isUntypedNull(expression))
                .map(Expression::type)
                .toList();
        boolean someNull = types.size() < expressions.size();
        return types.isEmpty()
                ? Optional.empty()
                : CommonType.of(types).map(type -> type.withNullable(type.nullable() || someNull));
    }
}
