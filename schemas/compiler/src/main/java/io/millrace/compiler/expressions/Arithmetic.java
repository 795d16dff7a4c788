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
        List<Expression> operands = checks.all(call.getOperandList());
        for (int i = 0; i < operands.size(); i++) {
            requireNumber(operands.get(i), call.operand(i), call, checks);
        }
        DataType common = Conversion.commonType(operands)
                .orElseThrow(() -> new RefusedSql(checks.quote(call) + " is NULL for every record"));
        if (common.kind() == Kind.DECIMAL) {
            return decimal(function, operands);
        }
        boolean approximate = common.kind() == Kind.FLOAT || common.kind() == Kind.DOUBLE;
        if (function == Function.MODULO && approximate) {
            throw new RefusedSql("a remainder is of exact numbers only, but " + checks.quote(call) + " is "
                    + common.name() + "; CAST both to BIGINT or DECIMAL");
        }
        Expression result = TypeCheck.call(function, common, Conversion.allTo(common, operands));
        return function == Function.MODULO ? asDivisor(result, operands.get(1)) : result;
    }

    /** A remainder has the type of the divisor, as it is smaller. */
    private static Expression asDivisor(Expression remainder, Expression divisor) {
        return Conversion.isUntypedNull(divisor) ? remainder : Conversion.to(divisor.type(), remainder);
    }

    private static Expression decimal(Function function, List<Expression> operands) {
        DataType known = operands.stream()
                .filter(operand -> !Conversion.isUntypedNull(operand))
                .findFirst()
                .map(operand -> CommonType.decimal(operand.type()))
                .orElseThrow();
        List<Expression> decimals = operands.stream()
                .map(operand -> Conversion.to(
                        Conversion.isUntypedNull(operand) ? known : CommonType.decimal(operand.type()), operand))
                .toList();
        DataType a = decimals.get(0).type();
        DataType b = decimals.get(1).type();
        return TypeCheck.call(function, DecimalTypes.result(function, a, b), decimals);
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
        Expression operand = checks.of(node);
        if (Conversion.isUntypedNull(operand)) {
            throw new RefusedSql(checks.quote(owner) + " is NULL for every record");
        }
        requireNumber(operand, node, owner, checks);
        return operand;
    }

    private static void requireNumber(Expression operand, SqlNode node, SqlCall owner, TypeCheck checks)
            throws RefusedSql {
        if (!Conversion.isUntypedNull(operand) && !operand.type().isNumeric()) {
            String advice =
                    switch (operand.type().kind()) {
                        case STRING -> "; CAST it, or write || to put texts together";
                        case BOOLEAN -> "; write CASE WHEN … THEN 1 ELSE 0 END";
                        default -> "";
                    };
            throw new RefusedSql(owner.getOperator().getName() + " takes numbers, but " + checks.quote(node) + " is "
                    + operand.type().name() + advice);
        }
    }
}
