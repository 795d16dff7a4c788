package io.millrace.compiler.expressions;

import io.millrace.definition.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A constant pattern that is wrong would fail on every record; it is refused before the first. */
final class LikePattern {

    private LikePattern() {}

    static void check(List<Expression> arguments) throws RefusedSql {
        if (arguments.size() < 3) {
            return;
        }
        String escape = constant(arguments.get(2));
        if (escape != null && escape.length() != 1) {
            throw new RefusedSql("ESCAPE takes one character, not '" + escape + "'");
        }
        String pattern = constant(arguments.get(1));
        if (escape == null || pattern == null) {
            return;
        }
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == escape.charAt(0)) {
                i++;
                boolean legal = i < pattern.length() && (escape + "%_").indexOf(pattern.charAt(i)) >= 0;
                if (!legal) {
                    throw new RefusedSql("the pattern '" + pattern + "' has the escape character '" + escape
                            + "' before something other than %, _ and itself");
                }
            }
        }
    }

    private static @Nullable String constant(Expression expression) {
        return expression instanceof Expression.Literal literal ? literal.text() : null;
    }
}
