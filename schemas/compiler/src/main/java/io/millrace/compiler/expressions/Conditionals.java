package io.millrace.compiler.expressions;

import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlCase;

/** CASE, COALESCE and NULLIF. */
final class Conditionals {

    private Conditionals() {}

    static Expression choice(SqlCase choice, TypeCheck checks) throws RefusedSql {
        List<Expression> values = checks.all(choice.getThenOperands().getList());
        values.add(checks.of(Objects.requireNonNull(choice.getElseOperand())));
        List<Expression> aligned = oneType(values, choice, checks);
        List<Expression> arguments = new ArrayList<>();
        for (int i = 0; i < choice.getWhenOperands().size(); i++) {
            arguments.add(checks.of(choice.getWhenOperands().get(i), Kind.BOOLEAN, "WHEN"));
            arguments.add(aligned.get(i));
        }
        Expression otherwise = aligned.get(aligned.size() - 1);
        arguments.add(otherwise);
        boolean nullable = aligned.stream().anyMatch(value -> value.type().nullable());
        return new Expression.Call(Function.CASE, arguments, otherwise.type().withNullable(nullable));
    }

    static Expression coalesce(SqlCall call, TypeCheck checks) throws RefusedSql {
        List<Expression> values = oneType(checks.all(call.getOperandList()), call, checks);
        boolean nullable = values.stream().allMatch(value -> value.type().nullable());
        return new Expression.Call(
                Function.COALESCE, values, values.get(0).type().withNullable(nullable));
    }

    /** The type is the first argument's, so where the second widens it, a CASE says the same. */
    static Expression nullIf(SqlCall call, TypeCheck checks) throws RefusedSql {
        Expression value = checks.present(call.operand(0), "NULLIF");
        Expression equal = Comparisons.equal(call, value, checks.of(call.operand(1)), checks);
        List<Expression> both = ((Expression.Call) equal).arguments();
        DataType type = value.type().withNullable(true);
        if (both.get(0).equals(value)) {
            return new Expression.Call(Function.NULLIF, both, type);
        }
        return new Expression.Call(Function.CASE, List.of(equal, Conversion.typedNull(type), value), type);
    }

    private static List<Expression> oneType(List<Expression> values, SqlNode whole, TypeCheck checks)
            throws RefusedSql {
        boolean allNull = values.stream().allMatch(Conversion::isUntypedNull);
        if (allNull) {
            throw new RefusedSql(
                    checks.quote(whole) + " is always NULL and so has no type; write CAST(NULL AS …) for one value");
        }
        DataType common = Conversion.commonType(values)
                .orElseThrow(() -> new RefusedSql("the values of " + checks.quote(whole) + " have no common type: "
                        + String.join(", ", names(values)) + "; CAST them to one"));
        return Conversion.allTo(common, values);
    }

    private static List<String> names(List<Expression> values) {
        return values.stream()
                .filter(value -> !Conversion.isUntypedNull(value))
                .map(value -> value.type().name())
                .distinct()
                .toList();
    }
}
