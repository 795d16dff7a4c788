package io.millrace.job.logic;

import io.millrace.definition.DataType;
import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import io.millrace.job.records.Row;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expressions over constants, in few words. */
final class Sql {

    private Sql() {}

    static DataType type(String name) {
        return DataType.parse(name);
    }

    /** A constant: {@code constant("INT", "3")}; NULL for {@code null}. */
    static Expression constant(String type, @Nullable String text) {
        return new Expression.Literal(text, type(type));
    }

    static Expression call(Function function, String type, Expression... arguments) {
        return new Expression.Call(function, List.of(arguments), type(type));
    }

    /** The function applied to constants of one type. */
    static Expression call(Function function, String type, String operandType, @Nullable String... texts) {
        return new Expression.Call(
                function,
                Arrays.stream(texts).map(text -> constant(operandType, text)).toList(),
                type(type));
    }

    static @Nullable Object result(Expression expression) {
        return ExpressionCompiler.compile(expression).evaluate(new Row());
    }
}
