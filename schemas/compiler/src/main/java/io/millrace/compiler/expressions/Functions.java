package io.millrace.compiler.expressions;

import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;

/** Functions that are called by name. */
final class Functions {

    private interface Check {
        Expression of(SqlCall call, TypeCheck checks) throws RefusedSql;
    }

    private record Known(int least, int most, Check check) {}

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

    static final String KNOWN = "the operators + - * / % || = <> < <= > >=, AND, OR, NOT, IN, BETWEEN, LIKE, CASE, IS"
            + " [NOT] NULL, IS [NOT] TRUE, IS [NOT] FALSE, and the functions " + String.join(", ", NAMES);

    private Functions() {}

    static Expression of(SqlCall call, TypeCheck checks) throws RefusedSql {
        String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
        if (AggregateCall.isAggregate(name)) {
            throw new RefusedSql(name + " is an aggregate; it belongs into window.aggregate, as the whole expression");
        }
        Known known = BY_NAME.get(name);
        if (known == null) {
            throw new RefusedSql("there is no function " + call.getOperator().getName() + NearMiss.hint(name, NAMES));
        }
        if (call.getFunctionQuantifier() != null) {
            throw new RefusedSql(call.getFunctionQuantifier() + " belongs to aggregates, not to " + name);
        }
        int count = call.operandCount();
        if (count < known.least() || count > known.most()) {
            throw new RefusedSql(name + " takes " + known.least()
                    + (known.most() == known.least()
                            ? ""
                            : known.most() == Integer.MAX_VALUE ? " or more" : " or " + known.most())
                    + " arguments, not " + count);
        }
        for (SqlNode operand : call.getOperandList()) {
            if (operand == null) {
                throw checks.unsupported(call);
            }
        }
        return known.check().of(call, checks);
    }
}
