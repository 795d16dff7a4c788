package io.millrace.job.logic;

import io.millrace.definition.DataType;
import io.millrace.definition.Expression;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Typed expressions to closures. NULL in gives NULL out, unless a function's closure is made by {@link Conditions},
 * which sees its arguments unevaluated.
 */
public final class ExpressionCompiler {

    private ExpressionCompiler() {}

    public static Evaluator compile(Expression expression) {
        if (expression instanceof Expression.ColumnValue column) {
            int index = column.index();
            return row -> row.get(index);
        }
        if (expression instanceof Expression.Literal literal) {
            Object value = literal.text() == null ? null : Literals.parse(literal.text(), literal.type());
            return row -> value;
        }
        return compile((Expression.Call) expression);
    }

    private static Evaluator compile(Expression.Call call) {
        List<Evaluator> arguments =
                call.arguments().stream().map(ExpressionCompiler::compile).toList();
        return switch (call.function()) {
            case AND, OR, NOT, IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE, CASE, COALESCE ->
                Conditions.of(call.function(), arguments);
            case IN -> Conditions.in(arguments, Comparisons.comparator(operandType(call)));
            case NULLIF -> Conditions.nullIf(arguments, Comparisons.comparator(operandType(call)));
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                binary(arguments, Comparisons.of(call.function(), operandType(call)));
            case PLUS, MINUS, TIMES, DIVIDE, MODULO ->
                binary(arguments, Arithmetic.binary(call.function(), call.type()));
            case NEGATE, ABS, FLOOR, CEIL -> unary(arguments, Arithmetic.unary(call.function(), call.type()));
            case ROUND -> Arithmetic.round(arguments, call.type());
            case LIKE -> Likes.of(arguments, call.arguments());
            case CONCAT, UPPER, LOWER, TRIM, CHAR_LENGTH, SUBSTRING ->
                Texts.of(call.function(), arguments, call.type());
            case CAST -> unary(arguments, Casts.of(operandType(call), call.type()));
            case TRY_CAST -> nullOnFailure(arguments, Casts.of(operandType(call), call.type()));
        };
    }

    private static DataType operandType(Expression.Call call) {
        return call.arguments().get(0).type();
    }

    private static Evaluator unary(List<Evaluator> arguments, UnaryOperator<Object> operation) {
        Evaluator argument = arguments.get(0);
        return row -> {
            Object value = argument.evaluate(row);
            return value == null ? null : operation.apply(value);
        };
    }

    private static Evaluator binary(List<Evaluator> arguments, BinaryOperation operation) {
        Evaluator left = arguments.get(0);
        Evaluator right = arguments.get(1);
        return row -> {
            Object a = left.evaluate(row);
            Object b = a == null ? null : right.evaluate(row);
            return a == null || b == null ? null : operation.apply(a, b);
        };
    }

    // Only the cast may give NULL: an operand that fails is a failure, as with CAST.
    private static Evaluator nullOnFailure(List<Evaluator> arguments, UnaryOperator<Object> cast) {
        Evaluator argument = arguments.get(0);
        return row -> {
            Object value = argument.evaluate(row);
            return value == null ? null : orNull(cast, value);
        };
    }

    private static @Nullable Object orNull(UnaryOperator<Object> cast, Object value) {
        try {
            return cast.apply(value);
        } catch (EvaluationException e) {
            return null;
        }
    }

    /** An operation on two values that are not NULL. */
    @FunctionalInterface
    interface BinaryOperation {
        Object apply(Object left, Object right);
    }
}
