package io.millrace.compiler.expressions;

import io.millrace.compiler.result.Checked;
import io.millrace.definition.DataType.Kind;
import io.millrace.definition.Expression;
import io.millrace.definition.StepDefinition.Aggregate;
import org.apache.calcite.sql.SqlNode;

/** SQL text to typed expressions. No text makes anything but a result or a sentence. */
public final class ExpressionCompiler {

    private interface Step<T> {
        T check(SqlNode tree, TypeCheck checks) throws RefusedSql;
    }

    private ExpressionCompiler() {}

    /** A value of any type. */
    public static Checked<Expression> value(String sql, Scope scope) {
        return compile(sql, scope, ExpressionCompiler::typed);
    }

    /** A BOOLEAN. */
    public static Checked<Expression> condition(String sql, Scope scope) {
        return compile(sql, scope, (tree, checks) -> {
            Expression condition = typed(tree, checks);
            if (condition.type().kind() != Kind.BOOLEAN) {
                throw new RefusedSql("is " + condition.type().name() + "; a condition must be BOOLEAN");
            }
            return condition;
        });
    }

    /** One aggregate call. */
    public static Checked<Aggregate> aggregate(String sql, Scope scope) {
        return compile(sql, scope, AggregateCall::of);
    }

    private static Expression typed(SqlNode tree, TypeCheck checks) throws RefusedSql {
        Expression value = checks.of(tree);
        if (Conversion.isUntypedNull(value)) {
            throw new RefusedSql("NULL alone has no type; write CAST(NULL AS STRING), or another type");
        }
        return value;
    }

    private static <T> Checked<T> compile(String sql, Scope scope, Step<T> step) {
        try {
            return new Checked.Good<>(step.check(SqlParsing.parse(sql, scope), new TypeCheck(sql, scope)));
        } catch (RefusedSql e) {
            return new Checked.Refused<>(e.sentence());
        }
    }
}
