package io.millrace.compiler.expressions;

import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
            throw new RefusedSql("IN takes a list of values, not " + checks.quote(call.operand(1)));
        }
        List<SqlNode> nodes = new ArrayList<>();
        nodes.add(call.operand(0));
        nodes.addAll(list.getList());
        List<Expression> values = aligned(checks.all(nodes), call, checks);
        Expression in = TypeCheck.call(Function.IN, DataType.of(Kind.BOOLEAN), values);
        return call.getKind() == SqlKind.NOT_IN ? TypeCheck.call(Function.NOT, Kind.BOOLEAN, in) : in;
    }

    static Expression equal(SqlNode whole, Expression left, Expression right, TypeCheck checks) throws RefusedSql {
        return compare(Function.EQUAL, whole, left, right, checks);
    }

    private static Expression compare(
            Function function, SqlNode whole, Expression left, Expression right, TypeCheck checks) throws RefusedSql {
        if (Conversion.isUntypedNull(left) || Conversion.isUntypedNull(right)) {
            throw new RefusedSql(checks.quote(whole) + " is never TRUE, as NULL equals nothing; write IS NULL");
        }
        return TypeCheck.call(function, DataType.of(Kind.BOOLEAN), aligned(List.of(left, right), whole, checks));
    }

    /** All as values of their common type. A constant text next to a DATE or TIMESTAMP is read as one. */
    private static List<Expression> aligned(List<Expression> values, SqlNode whole, TypeCheck checks)
            throws RefusedSql {
        List<Expression> read = readAsTimes(values, whole, checks);
        Optional<DataType> common = Conversion.commonType(read);
        if (common.isEmpty()) {
            throw new RefusedSql(mismatch(read, whole, checks));
        }
        DataType type = common.get();
        // DECIMALs are compared by value: to bring them to one precision would cost time, or digits beyond 38.
        return type.kind() == Kind.DECIMAL
                ? read.stream().map(value -> asDecimal(value, type)).toList()
                : Conversion.allTo(type, read);
    }

    private static Expression asDecimal(Expression value, DataType common) {
        return Conversion.to(Conversion.isUntypedNull(value) ? common : CommonType.decimal(value.type()), value);
    }

    private static List<Expression> readAsTimes(List<Expression> values, SqlNode whole, TypeCheck checks)
            throws RefusedSql {
        Optional<Kind> time = values.stream()
                .map(value -> value.type().kind())
                .filter(kind -> kind == Kind.DATE || kind == Kind.TIMESTAMP)
                .findFirst();
        if (time.isEmpty()) {
            return values;
        }
        List<Expression> read = new ArrayList<>();
        for (Expression value : values) {
            boolean isText = value instanceof Expression.Literal literal
                    && literal.text() != null
                    && literal.type().kind() == Kind.STRING;
            read.add(isText ? time((Expression.Literal) value, time.get(), whole, checks) : value);
        }
        return read;
    }

    private static Expression time(Expression.Literal text, Kind kind, SqlNode whole, TypeCheck checks)
            throws RefusedSql {
        return Literals.temporal(String.valueOf(text.text()), kind)
                .orElseThrow(() -> new RefusedSql(
                        "the text in " + checks.quote(whole) + " is no " + kind + "; write " + Literals.example(kind)));
    }

    private static String mismatch(List<Expression> values, SqlNode whole, TypeCheck checks) {
        List<DataType> types = values.stream()
                .filter(value -> !Conversion.isUntypedNull(value))
                .map(value -> value.type().withNullable(true))
                .distinct()
                .toList();
        if (types.isEmpty()) {
            return checks.quote(whole) + " is NULL for every record; name a column";
        }
        String names = types.stream().map(DataType::name).collect(Collectors.joining(" with "));
        return checks.quote(whole) + " compares " + names + advice(types);
    }

    private static String advice(List<DataType> types) {
        Optional<DataType> target = types.stream()
                .filter(to -> types.stream().allMatch(from -> Casts.isCastable(from, to)))
                .max(Comparator.comparing(type -> type.kind() == Kind.TIMESTAMP));
        boolean numberAndTime = types.stream().anyMatch(DataType::isNumeric)
                && types.stream().anyMatch(type -> type.kind() == Kind.TIMESTAMP || type.kind() == Kind.DATE);
        if (numberAndTime) {
            return "; a number is no time: give the column the type of one where it is read (in Avro the logical type"
                    + " timestamp-millis or date)";
        }
        return target.map(type -> "; make them one type with CAST(… AS " + type.name() + ")")
                .orElse(", which have nothing in common");
    }
}
