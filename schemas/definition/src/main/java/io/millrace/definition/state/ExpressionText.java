package io.millrace.definition.state;

import io.millrace.definition.Expression;
import io.millrace.definition.Expression.Call;
import io.millrace.definition.Expression.ColumnValue;
import io.millrace.definition.Expression.Literal;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an expression says, for comparing it with another: columns by name, as they change their places when others come
 * or go, and nothing about whether NULL may occur.
 */
final class ExpressionText {

    private ExpressionText() {}

    static String of(@Nullable Expression expression) {
        if (expression instanceof ColumnValue column) {
            return "`" + column.name() + "`";
        }
        if (expression instanceof Literal literal) {
            return literal.type().name() + " '" + literal.text() + "'";
        }
        if (expression instanceof Call call) {
            return call.arguments().stream()
                            .map(ExpressionText::of)
                            .collect(Collectors.joining(", ", call.function() + "(", ")"))
                    + " " + call.type().name();
        }
        return "";
    }
}
