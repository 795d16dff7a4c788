package io.millrace.compiler.expressions;

import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** Calculations. Both sides are brought to one kind of number; DECIMALs keep their digits and the result gets enough. */
final class Arithmetic {

    private Arithmetic() {}

    static Expression binary(SqlCall call, TypeCheck checks) throws RefusedSql {
        Function function =
                switch (call.getKind()) {
                    case PLUS -> Function.PLUS;
                    case MINUS -> Function.MINUS;
                    case TIMES -> Function.TIMES;
                    case DIVIDE -> Function.DIVIDE;
                    default -> Function.MODULO;
                };
        return binary(function, call, checks);
    }

    static Expression binary(Function function, SqlCall call, TypeCheck checks) throws RefusedSql {
        Expression left = number(call.operand(0), call, checks);
        Expression right = number(call.operand(1), call, checks);
        DataType common = CommonType.of(left.type(), right.type()).orElseThrow();
        if (common.kind() == Kind.DECIMAL) {
            return decimal(function, left, right);
        }
        boolean approximate = common.kind() == Kind.FLOAT || common.kind() == Kind.DOUBLE;
        if (function == Function.MODULO && approximate) {
            throw new RefusedSql("a remainder is of exact numbers only, but " + checks.quote(call) + " is "
                    + common.name() + "; CAST both to BIGINT or DECIMAL");
        }
        Expression result = TypeCheck.call(function, common, Conversion.allTo(common, List.of(left, right)));
        // A remainder has the type of the divisor, as it is smaller.
        return function == Function.MODULO ? Conversion.to(right.type(), result) : result;
    }

    private static Expression decimal(Function function, Expression left, Expression right) {
        Expression a = Conversion.to(CommonType.decimal(left.type()), left);
        Expression b = Conversion.to(CommonType.decimal(right.type()), right);
        return TypeCheck.call(function, DecimalTypes.result(function, a.type(), b.type()), List.of(a, b));
    }

    static Expression sign(SqlCall call, TypeCheck checks) throws RefusedSql {
        Expression operand = number(call.operand(0), call, checks);
        return call.getKind() == SqlKind.PLUS_PREFIX
                ? operand
                : TypeCheck.call(Function.NEGATE, operand.type(), List.of(operand));
    }

    static Expression absolute(SqlCall call, TypeCheck checks) throws RefusedSql {
        Expression operand = number(call.operand(0), call, checks);
        return TypeCheck.call(Function.ABS, operand.type(), List.of(operand));
    }

    /** FLOOR and CEIL. */
    static Expression whole(SqlCall call, TypeCheck checks) throws RefusedSql {
        Function function = call.getKind() == SqlKind.FLOOR ? Function.FLOOR : Function.CEIL;
        if (call.operandCount() != 1) {
            throw new RefusedSql(function + " of a time is not supported; it takes one number");
        }
        Expression operand = number(call.operand(0), call, checks);
        DataType type = operand.type();
        DataType result = type.kind() == Kind.DECIMAL ? DataType.decimal(type.precision(), 0) : type;
        return TypeCheck.call(function, result, List.of(operand));
    }

    static Expression round(SqlCall call, TypeCheck checks) throws RefusedSql {
        Expression operand = number(call.operand(0), call, checks);
        Expression digits = call.operandCount() == 1
                ? new Expression.Literal("0", DataType.of(Kind.INT).notNull())
                : checks.of(call.operand(1), Kind.INT, "ROUND's number of digits");
        DataType type = operand.type();
        if (type.kind() == Kind.DECIMAL && digits instanceof Expression.Literal literal && literal.text() != null) {
            type = DecimalTypes.rounded(type, Integer.parseInt(literal.text()));
        }
        return TypeCheck.call(Function.ROUND, type, List.of(operand, digits));
    }

    private static Expression number(SqlNode node, SqlCall owner, TypeCheck checks) throws RefusedSql {
        String operator = owner.getOperator().getName();
        Expression operand = checks.present(node, operator);
        if (!operand.type().isNumeric()) {
            throw new RefusedSql(operator + " takes numbers, but " + checks.quote(node) + " is "
                    + operand.type().name() + advice(operand.type().kind()));
        }
        return operand;
    }

    private static String advice(Kind kind) {
        return switch (kind) {
            case STRING -> "; CAST it, or write || to put texts together";
            case BOOLEAN -> "; write CASE WHEN … THEN 1 ELSE 0 END";
            case INT, BIGINT, FLOAT, DOUBLE, DECIMAL, BYTES, DATE, TIMESTAMP -> "";
        };
    }
}
