package io.millrace.compiler.expressions;

import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlBetweenOperator;

/** Comparisons, BETWEEN and IN. */
final class Comparisons {

    private Comparisons() {}

    static Expression of(SqlCall call, TypeCheck checks) throws RefusedSql {
        Function function =
                switch (call.getKind()) {
                    case EQUALS -> Function.EQUAL;
                    case NOT_EQUALS -> Function.NOT_EQUAL;
                    case LESS_THAN -> Function.LESS;
                    case LESS_THAN_OR_EQUAL -> Function.LESS_OR_EQUAL;
                    case GREATER_THAN -> Function.GREATER;
                    case GREATER_THAN_OR_EQUAL -> Function.GREATER_OR_EQUAL;
                    default -> throw checks.unsupported(call);
                };
        return compare(function, call, checks.of(call.operand(0)), checks.of(call.operand(1)), checks);
    }

    /** {@code a BETWEEN b AND c} is {@code a >= b AND a <= c}, as in SQL's own definition. */
    static Expression between(SqlCall call, TypeCheck checks) throws RefusedSql {
        SqlBetweenOperator operator = (SqlBetweenOperator) call.getOperator();
        if (operator.flag == SqlBetweenOperator.Flag.SYMMETRIC) {
            throw new RefusedSql(
                    "BETWEEN SYMMETRIC is not supported; write the smaller bound first, without SYMMETRIC");
        }
        Expression value = checks.of(call.operand(0));
        Expression within = TypeCheck.call(
                Function.AND,
                Kind.BOOLEAN,
                compare(Function.GREATER_OR_EQUAL, call, value, checks.of(call.operand(1)), checks),
                compare(Function.LESS_OR_EQUAL, call, value, checks.of(call.operand(2)), checks));
        return operator.isNegated() ? TypeCheck.call(Function.NOT, Kind.BOOLEAN, within) : within;
    }

    static Expression in(SqlCall call, TypeCheck checks) throws RefusedSql {
        if (!(call.operand(1) instanceof SqlNodeList list)) {
            throw new RefusedSql(checks.quote(call) + " has a query; IN takes a list of values");
        }
        List<SqlNode> nodes = new ArrayList<>();
        nodes.add(call.operand(0));
        nodes.addAll(list.getList());
        List<Expression> values = aligned(checks.all(nodes), call, checks);
        if (values.get(0).type().kind() == Kind.BYTES) {
            throw new RefusedSql("IN does not take BYTES; compare with = and OR");
        }
        Expression in = TypeCheck.call(Function.IN, DataType.of(Kind.BOOLEAN), values);
        return call.getKind() == SqlKind.NOT_IN ? TypeCheck.call(Function.NOT, Kind.BOOLEAN, in) : in;
    }

    static Expression equal(SqlNode whole, Expression left, Expression right, TypeCheck checks) throws RefusedSql {
        return compare(Function.EQUAL, whole, left, right, checks);
    }

    private static Expression compare(
            Function function, SqlNode whole, Expression left, Expression right, TypeCheck checks) throws RefusedSql {
        List<Expression> both = aligned(List.of(left, right), whole, checks);
        Kind kind = both.get(0).type().kind();
        boolean ordered = function != Function.EQUAL && function != Function.NOT_EQUAL;
        if (ordered && (kind == Kind.BOOLEAN || kind == Kind.BYTES)) {
            throw new RefusedSql(checks.quote(whole) + " asks for the order of " + kind + "; compare with = or <>");
        }
        return TypeCheck.call(function, DataType.of(Kind.BOOLEAN), both);
    }

    /** All as values of their common type. A constant text next to a DATE or TIMESTAMP is read as one. */
    private static List<Expression> aligned(List<Expression> values, SqlNode whole, TypeCheck checks)
            throws RefusedSql {
        List<Expression> read = readAsTimes(values, whole, checks);
        Optional<DataType> common = Conversion.commonType(read);
        if (common.isEmpty()) {
            throw new RefusedSql(mismatch(read, whole, checks));
        }
        return Conversion.allTo(common.get(), read);
    }

    private static List<Expression> readAsTimes(List<Expression> values, SqlNode whole, TypeCheck checks)
            throws RefusedSql {
        boolean timestamp = values.stream().anyMatch(value -> value.type().kind() == Kind.TIMESTAMP);
        boolean date = values.stream().anyMatch(value -> value.type().kind() == Kind.DATE);
        if (!timestamp && !date) {
            return values;
        }
        Kind kind = timestamp ? Kind.TIMESTAMP : Kind.DATE;
        List<Expression> read = new ArrayList<>();
        for (Expression value : values) {
            if (value instanceof Expression.Literal literal
                    && literal.text() != null
                    && literal.type().kind() == Kind.STRING) {
                Optional<Expression> time = Literals.temporal(literal.text(), kind);
                read.add(time.orElseThrow(() -> new RefusedSql("the text in " + checks.quote(whole) + " is no " + kind
                        + "; write " + Literals.example(kind))));
            } else {
                // A day compared with a point in time is its midnight.
                boolean widened = kind == Kind.TIMESTAMP && value.type().kind() == Kind.DATE;
                read.add(widened ? Conversion.to(DataType.of(kind), value) : value);
            }
        }
        return read;
    }

    private static String mismatch(List<Expression> values, SqlNode whole, TypeCheck checks) {
        List<String> kinds = values.stream()
                .filter(value -> !Conversion.isUntypedNull(value))
                .map(value -> value.type().name())
                .distinct()
                .toList();
        return kinds.isEmpty()
                ? checks.quote(whole) + " is NULL for every record; ask with IS NULL"
                : checks.quote(whole) + " compares " + String.join(" with ", kinds)
                        + "; make them one type with CAST(… AS " + kinds.get(0) + ")";
    }
}
