package io.millrace.compiler.expressions;

import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;

/** Functions that are called by name. */
final class Functions {

    private interface Check {
        Expression of(SqlCall call, TypeCheck checks) throws RefusedSql;
    }

    private record Known(int least, int most, Check check) {

        String arguments() {
            if (most == least) {
                return least == 1 ? "1 argument" : least + " arguments";
            }
            return least + (most == Integer.MAX_VALUE ? " or more arguments" : " or " + most + " arguments");
        }
    }

    private static final Map<String, Known> BY_NAME = Map.ofEntries(
            Map.entry("ABS", new Known(1, 1, Arithmetic::absolute)),
            Map.entry("CHAR_LENGTH", new Known(1, 1, Texts::length)),
            Map.entry("CHARACTER_LENGTH", new Known(1, 1, Texts::length)),
            Map.entry("COALESCE", new Known(1, Integer.MAX_VALUE, Conditionals::coalesce)),
            Map.entry(
                    "CONCAT",
                    new Known(1, Integer.MAX_VALUE, (call, checks) -> Texts.ofStrings(Function.CONCAT, call, checks))),
            Map.entry("LOWER", new Known(1, 1, (call, checks) -> Texts.ofStrings(Function.LOWER, call, checks))),
            Map.entry("MOD", new Known(2, 2, (call, checks) -> Arithmetic.binary(Function.MODULO, call, checks))),
            Map.entry("NULLIF", new Known(2, 2, Conditionals::nullIf)),
            Map.entry("ROUND", new Known(1, 2, Arithmetic::round)),
            Map.entry("SUBSTRING", new Known(2, 3, Texts::substring)),
            Map.entry("SUBSTR", new Known(2, 3, Texts::substring)),
            Map.entry("UPPER", new Known(1, 1, (call, checks) -> Texts.ofStrings(Function.UPPER, call, checks))));

    /** Those with a syntax of their own included. */
    private static final List<String> NAMES = List.of(
            "ABS",
            "CAST",
            "CEIL",
            "CHAR_LENGTH",
            "COALESCE",
            "CONCAT",
            "FLOOR",
            "LOWER",
            "MOD",
            "NULLIF",
            "ROUND",
            "SUBSTRING",
            "TRIM",
            "TRY_CAST",
            "UPPER");

    private Functions() {}

    static Expression of(SqlCall call, TypeCheck checks) throws RefusedSql {
        String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
        if (AggregateCall.isAggregate(name)) {
            throw new RefusedSql(name + " is an aggregate; it belongs into window.aggregate, as the whole expression");
        }
        Known known = BY_NAME.get(name);
        if (known == null) {
            throw new RefusedSql(unknown(call.getOperator().getName()));
        }
        if (call.getFunctionQuantifier() != null) {
            throw new RefusedSql(call.getFunctionQuantifier() + " belongs to aggregates, not to " + name);
        }
        int count = call.operandCount();
        if (count < known.least() || count > known.most()) {
            throw new RefusedSql(name + " takes " + known.arguments() + ", not " + count);
        }
        return known.check().of(call, checks);
    }

    private static String unknown(String name) {
        String near = NearMiss.nearest(name, NAMES)
                .map(meant -> "; perhaps " + meant + " is meant")
                .orElse("");
        return "there is no function " + name + near + " (there are " + String.join(", ", NAMES) + ")";
    }
}
