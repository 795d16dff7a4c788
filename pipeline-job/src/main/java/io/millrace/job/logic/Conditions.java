package io.millrace.job.logic;

import io.millrace.definition.Function;
import io.millrace.job.records.Row;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Three-valued logic, and the functions that do not evaluate all of their arguments. */
final class Conditions {

    private Conditions() {}

    static Evaluator of(Function function, List<Evaluator> arguments) {
        Evaluator first = arguments.get(0);
        Evaluator[] all = arguments.toArray(Evaluator[]::new);
        return switch (function) {
            case AND -> row -> decide(all, row, Boolean.FALSE);
            case OR -> row -> decide(all, row, Boolean.TRUE);
            case NOT ->
                row -> {
                    Object value = first.evaluate(row);
                    return value == null ? null : !((Boolean) value);
                };
            case IS_NULL -> row -> first.evaluate(row) == null;
            case IS_NOT_NULL -> row -> first.evaluate(row) != null;
            case IS_TRUE -> row -> Boolean.TRUE.equals(first.evaluate(row));
            case IS_NOT_TRUE -> row -> !Boolean.TRUE.equals(first.evaluate(row));
            case IS_FALSE -> row -> Boolean.FALSE.equals(first.evaluate(row));
            case IS_NOT_FALSE -> row -> !Boolean.FALSE.equals(first.evaluate(row));
            case CASE -> row -> firstThatHolds(all, row);
            case COALESCE -> row -> firstValue(all, row);
            default -> throw new IllegalArgumentException(function + " is no condition");
        };
    }

    // AND is decided by a FALSE, OR by a TRUE; what stands after it is not evaluated and cannot fail.
    private static @Nullable Boolean decide(Evaluator[] arguments, Row row, Boolean deciding) {
        boolean unknown = false;
        for (Evaluator argument : arguments) {
            Object value = argument.evaluate(row);
            if (deciding.equals(value)) {
                return deciding;
            }
            unknown |= value == null;
        }
        return unknown ? null : !deciding;
    }

    private static @Nullable Object firstThatHolds(Evaluator[] arguments, Row row) {
        int otherwise = arguments.length - 1;
        for (int condition = 0; condition + 1 < otherwise; condition += 2) {
            if (Boolean.TRUE.equals(arguments[condition].evaluate(row))) {
                return arguments[condition + 1].evaluate(row);
            }
        }
        return arguments[otherwise].evaluate(row);
    }

    private static @Nullable Object firstValue(Evaluator[] arguments, Row row) {
        for (Evaluator argument : arguments) {
            Object value = argument.evaluate(row);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    // TRUE when found; else NULL when one of the others is NULL, as that one might have been it.
    static Evaluator in(List<Evaluator> arguments, Comparator<Object> comparator) {
        Evaluator wanted = arguments.get(0);
        Evaluator[] others = arguments.stream().skip(1).toArray(Evaluator[]::new);
        return row -> {
            Object value = wanted.evaluate(row);
            if (value == null) {
                return null;
            }
            boolean unknown = false;
            for (Evaluator other : others) {
                Object candidate = other.evaluate(row);
                if (candidate != null && comparator.compare(value, candidate) == 0) {
                    return true;
                }
                unknown |= candidate == null;
            }
            return unknown ? null : false;
        };
    }

    static Evaluator nullIf(List<Evaluator> arguments, Comparator<Object> comparator) {
        Evaluator first = arguments.get(0);
        Evaluator second = arguments.get(1);
        return row -> {
            Object value = first.evaluate(row);
            Object other = value == null ? null : second.evaluate(row);
            return value == null || other == null || comparator.compare(value, other) != 0 ? value : null;
        };
    }
}
