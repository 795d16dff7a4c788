package io.millrace.compiler.expressions;

import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** AND, OR, NOT and the questions that are never answered with NULL. */
final class Logic {

    private Logic() {}

    /** A chain of one operator becomes one call: a hundred conditions are long, not deep. */
    static Expression chain(SqlCall call, TypeCheck checks) throws RefusedSql {
        Function function = call.getKind() == SqlKind.AND ? Function.AND : Function.OR;
        List<Expression> conditions = new ArrayList<>();
        for (SqlNode operand : flattened(call)) {
            conditions.add(checks.of(operand, Kind.BOOLEAN, function.name()));
        }
        return TypeCheck.call(function, DataType.of(Kind.BOOLEAN), conditions);
    }

    static List<SqlNode> flattened(SqlCall call) {
        List<SqlNode> flat = new ArrayList<>();
        Deque<SqlNode> left = new ArrayDeque<>(call.getOperandList());
        while (!left.isEmpty()) {
            SqlNode next = left.pop();
            if (next instanceof SqlCall inner
                    && inner.getKind() == call.getKind()
                    && inner.getOperator().getName().equals(call.getOperator().getName())) {
                for (int i = inner.operandCount() - 1; i >= 0; i--) {
                    left.push(inner.operand(i));
                }
            } else {
                flat.add(next);
            }
        }
        return flat;
    }

    static Expression unary(SqlCall call, TypeCheck checks) throws RefusedSql {
        SqlNode operand = call.operand(0);
        String name = call.getOperator().getName();
        return switch (call.getKind()) {
            case NOT -> TypeCheck.call(Function.NOT, Kind.BOOLEAN, checks.of(operand, Kind.BOOLEAN, name));
            case IS_TRUE -> TypeCheck.certain(Function.IS_TRUE, checks.of(operand, Kind.BOOLEAN, name));
            case IS_NOT_TRUE -> TypeCheck.certain(Function.IS_NOT_TRUE, checks.of(operand, Kind.BOOLEAN, name));
            case IS_FALSE -> TypeCheck.certain(Function.IS_FALSE, checks.of(operand, Kind.BOOLEAN, name));
            case IS_NOT_FALSE -> TypeCheck.certain(Function.IS_NOT_FALSE, checks.of(operand, Kind.BOOLEAN, name));
            case IS_NULL -> nullness(Function.IS_NULL, operand, name, checks);
            case IS_NOT_NULL -> nullness(Function.IS_NOT_NULL, operand, name, checks);
            default -> throw checks.unsupported(call);
        };
    }

    private static Expression nullness(Function function, SqlNode operand, String name, TypeCheck checks)
            throws RefusedSql {
        // The parser has no kind of its own for IS UNKNOWN, which asks a condition.
        return TypeCheck.certain(
                function,
                name.endsWith("UNKNOWN") ? checks.of(operand, Kind.BOOLEAN, name) : checks.present(operand, name));
    }
}
