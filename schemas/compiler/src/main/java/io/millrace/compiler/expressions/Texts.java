package io.millrace.compiler.expressions;

import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlLikeOperator;
import org.apache.calcite.sql.fun.SqlTrimFunction;

/** Functions of STRING. */
final class Texts {

    private Texts() {}

    static Expression like(SqlCall call, TypeCheck checks) throws RefusedSql {
        SqlLikeOperator operator = (SqlLikeOperator) call.getOperator();
        if (!operator.getName().endsWith("LIKE") || operator.getName().contains("ILIKE")) {
            throw checks.unsupported(call);
        }
        List<Expression> arguments = strings(call.getOperandList(), "LIKE", checks);
        LikePattern.check(arguments);
        Expression like = TypeCheck.call(Function.LIKE, DataType.of(Kind.BOOLEAN), arguments);
        return operator.isNegated() ? TypeCheck.call(Function.NOT, Kind.BOOLEAN, like) : like;
    }

    static Expression concatenation(SqlCall call, TypeCheck checks) throws RefusedSql {
        return text(Function.CONCAT, strings(Logic.flattened(call), "||", checks));
    }

    static Expression ofStrings(Function function, SqlCall call, TypeCheck checks) throws RefusedSql {
        return text(function, strings(call.getOperandList(), function.name(), checks));
    }

    static Expression length(SqlCall call, TypeCheck checks) throws RefusedSql {
        return TypeCheck.call(Function.CHAR_LENGTH, Kind.INT, checks.of(call.operand(0), Kind.STRING, "CHAR_LENGTH"));
    }

    static Expression trim(SqlCall call, TypeCheck checks) throws RefusedSql {
        SqlLiteral side = call.operand(0);
        boolean blanks = call.operand(1) instanceof SqlLiteral what && " ".equals(what.toValue());
        if (side.getValueAs(SqlTrimFunction.Flag.class) != SqlTrimFunction.Flag.BOTH || !blanks) {
            throw new RefusedSql("TRIM takes blanks off both ends; other forms are not supported: write TRIM(x)");
        }
        return text(Function.TRIM, strings(List.of(call.operand(2)), "TRIM", checks));
    }

    static Expression substring(SqlCall call, TypeCheck checks) throws RefusedSql {
        List<Expression> arguments = new ArrayList<>();
        arguments.add(checks.of(call.operand(0), Kind.STRING, "SUBSTRING"));
        for (SqlNode node : call.getOperandList().subList(1, call.operandCount())) {
            Expression position = checks.present(node, "SUBSTRING");
            if (position.type().kind() != Kind.INT && position.type().kind() != Kind.BIGINT) {
                throw new RefusedSql("a position in SUBSTRING is a whole number, but " + checks.quote(node) + " is "
                        + position.type().name());
            }
            arguments.add(position);
        }
        Expression substring = text(Function.SUBSTRING, arguments);
        // As in Flink, a length below zero gives NULL.
        boolean mayBeNull = arguments.size() == 3 && !isNatural(arguments.get(2));
        return mayBeNull ? new Expression.Call(Function.SUBSTRING, arguments, DataType.of(Kind.STRING)) : substring;
    }

    private static boolean isNatural(Expression number) {
        return number instanceof Expression.Literal literal
                && literal.text() != null
                && !literal.text().startsWith("-");
    }

    private static Expression text(Function function, List<Expression> arguments) {
        return TypeCheck.call(function, DataType.of(Kind.STRING), arguments);
    }

    private static List<Expression> strings(List<SqlNode> nodes, String owner, TypeCheck checks) throws RefusedSql {
        List<Expression> texts = new ArrayList<>();
        for (SqlNode node : nodes) {
            Expression text = checks.present(node, owner);
            if (text.type().kind() != Kind.STRING) {
                throw new RefusedSql(owner + " takes STRING, but " + checks.quote(node) + " is "
                        + text.type().name() + "; write CAST(… AS STRING)");
            }
            texts.add(text);
        }
        return texts;
    }
}
