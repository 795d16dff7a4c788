package io.millrace.job.logic;

import io.millrace.definition.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** LIKE: % is any text, _ any character, and the escape character, if there is one, takes their meaning from them. */
final class Likes {

    private Likes() {}

    static Evaluator of(List<Evaluator> arguments, List<Expression> expressions) {
        Evaluator text = arguments.get(0);
        Evaluator pattern = arguments.get(1);
        Evaluator escape = arguments.size() > 2 ? arguments.get(2) : row -> "";
        boolean constant = expressions.stream().skip(1).allMatch(Expression.Literal.class::isInstance);
        LikePattern[] kept = new LikePattern[1];
        return row -> {
            Object value = text.evaluate(row);
            Object like = value == null ? null : pattern.evaluate(row);
            Object escaped = like == null ? null : escape.evaluate(row);
            if (value == null || like == null || escaped == null) {
                return null;
            }
            @Nullable LikePattern parsed = kept[0];
            if (parsed == null || !constant) {
                parsed = LikePattern.parse((String) like, (String) escaped);
                kept[0] = parsed;
            }
            return parsed.matches((String) value);
        };
    }
}
