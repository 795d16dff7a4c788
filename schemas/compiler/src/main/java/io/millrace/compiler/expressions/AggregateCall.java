package io.millrace.compiler.expressions;

import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import io.millrace.definition.Expression;
import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.AggregateFunction;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** The one call that an aggregate column is. */
final class AggregateCall {

    private static final int AVERAGE_SCALE = 6;

    private static final String FORMS = "write COUNT(*), or one of "
            + Arrays.stream(AggregateFunction.values()).map(Enum::name).collect(Collectors.joining(", "))
            + " of an expression";

    private AggregateCall() {}

    static boolean isAggregate(String name) {
        return function(name).isPresent();
    }

    private static Optional<AggregateFunction> function(String name) {
        return Arrays.stream(AggregateFunction.values())
                .filter(function -> function.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    static Aggregate of(SqlNode node, TypeCheck checks) throws RefusedSql {
        if (node.getKind() == SqlKind.FILTER) {
            SqlCall filtered = (SqlCall) node;
            Expression condition = checks.condition(filtered.operand(1), "FILTER (WHERE …)");
            return filtered(unfiltered(filtered.operand(0), checks), condition);
        }
        return unfiltered(node, checks);
    }

    // Of a window's rows perhaps none meets the condition: then only COUNT has a result.
    private static Aggregate filtered(Aggregate all, Expression condition) {
        boolean counts = all.function() == AggregateFunction.COUNT;
        DataType type = counts ? all.type() : all.type().withNullable(true);
        return new Aggregate(all.function(), all.distinct(), all.argument(), condition, type);
    }

    private static Aggregate unfiltered(SqlNode node, TypeCheck checks) throws RefusedSql {
        Optional<AggregateFunction> function = node.getKind() == SqlKind.OTHER_FUNCTION
                ? function(((SqlCall) node).getOperator().getName())
                : Optional.empty();
        if (function.isEmpty()) {
            throw new RefusedSql(checks.quote(node) + " is no single aggregate; " + FORMS
                    + ", and calculate with the results in a derive step after the window");
        }
        SqlCall call = (SqlCall) node;
        boolean distinct = call.getFunctionQuantifier() != null
                && "DISTINCT".equals(call.getFunctionQuantifier().toValue());
        if (call.operandCount() != 1) {
            throw new RefusedSql(function.get() + " takes one argument, not " + call.operandCount() + "; " + FORMS);
        }
        boolean star = call.operand(0) instanceof SqlIdentifier identifier && identifier.isStar();
        return star ? countOfAll(function.get()) : of(function.get(), distinct, call.operand(0), checks);
    }

    private static Aggregate countOfAll(AggregateFunction function) throws RefusedSql {
        if (function != AggregateFunction.COUNT) {
            throw new RefusedSql(function + "(*) means nothing; name a column");
        }
        return Aggregate.of(function, null, DataType.of(Kind.BIGINT).notNull());
    }

    private static Aggregate of(AggregateFunction function, boolean distinct, SqlNode operand, TypeCheck checks)
            throws RefusedSql {
        Expression argument = checks.present(operand, function.name());
        boolean repetitionsMatter =
                switch (function) {
                    case COUNT, SUM, AVG -> true;
                    case MIN, MAX -> false;
                };
        return new Aggregate(
                function,
                distinct && repetitionsMatter,
                argument,
                null,
                result(function, argument.type(), operand, checks));
    }

    private static DataType result(AggregateFunction function, DataType argument, SqlNode operand, TypeCheck checks)
            throws RefusedSql {
        return switch (function) {
            case COUNT -> DataType.of(Kind.BIGINT).notNull();
            case MIN, MAX -> {
                if (argument.kind() == Kind.BYTES) {
                    throw new RefusedSql(function + " does not take BYTES, which have no order");
                }
                yield argument;
            }
            case SUM, AVG -> {
                if (!argument.isNumeric()) {
                    throw new RefusedSql(
                            function + " takes a number, but " + checks.quote(operand) + " is " + argument.name());
                }
                DataType type = function == AggregateFunction.SUM ? sum(argument) : average(argument);
                yield type.withNullable(argument.nullable());
            }
        };
    }

    private static DataType sum(DataType argument) {
        return switch (argument.kind()) {
            case INT, BIGINT -> DataType.of(Kind.BIGINT);
            case DECIMAL -> DataType.decimal(DataType.MAX_DECIMAL_PRECISION, argument.scale());
            default -> DataType.of(Kind.DOUBLE);
        };
    }

    private static DataType average(DataType argument) {
        return argument.kind() == Kind.DECIMAL
                ? DataType.decimal(DataType.MAX_DECIMAL_PRECISION, Math.max(argument.scale(), AVERAGE_SCALE))
                : DataType.of(Kind.DOUBLE);
    }
}
