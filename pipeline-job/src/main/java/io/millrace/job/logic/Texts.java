package io.millrace.job.logic;

import io.millrace.definition.DataType;
import io.millrace.definition.Function;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of texts. Characters are code points. */
final class Texts {

    private Texts() {}

    static Evaluator of(Function function, List<Evaluator> arguments, DataType type) {
        return switch (function) {
            case CONCAT -> concat(arguments);
            case UPPER -> text(arguments, text -> text.toUpperCase(Locale.ROOT));
            case LOWER -> text(arguments, text -> text.toLowerCase(Locale.ROOT));
            case TRIM -> text(arguments, Texts::trim);
            case CHAR_LENGTH -> length(arguments.get(0), type);
            case SUBSTRING -> substring(arguments);
            default -> throw new IllegalArgumentException(function + " takes no text");
        };
    }

    private static Evaluator text(List<Evaluator> arguments, UnaryOperator<String> operation) {
        Evaluator argument = arguments.get(0);
        return row -> {
            Object value = argument.evaluate(row);
            return value == null ? null : operation.apply((String) value);
        };
    }

    private static Evaluator concat(List<Evaluator> arguments) {
        return row -> {
            StringBuilder joined = new StringBuilder();
            for (Evaluator argument : arguments) {
                Object value = argument.evaluate(row);
                if (value == null) {
                    return null;
                }
                joined.append((String) value);
            }
            return joined.toString();
        };
    }

    /** Without the blanks at both ends; other white space stays. */
    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) == ' ') {
            from++;
        }
        while (from < to && text.charAt(to - 1) == ' ') {
            to--;
        }
        return text.substring(from, to);
    }

    private static Evaluator length(Evaluator argument, DataType type) {
        boolean wide = type.kind() == DataType.Kind.BIGINT;
        return row -> {
            Object value = argument.evaluate(row);
            if (value == null) {
                return null;
            }
            String text = (String) value;
            int characters = text.codePointCount(0, text.length());
            return wide ? (Object) (long) characters : (Object) characters;
        };
    }

    private static Evaluator substring(List<Evaluator> arguments) {
        Evaluator text = arguments.get(0);
        Evaluator start = arguments.get(1);
        Evaluator length = arguments.size() > 2 ? arguments.get(2) : row -> Integer.MAX_VALUE;
        return row -> {
            Object value = text.evaluate(row);
            Object from = value == null ? null : start.evaluate(row);
            Object count = from == null ? null : length.evaluate(row);
            return value == null || from == null || count == null
                    ? null
                    : substring((String) value, ((Number) from).longValue(), ((Number) count).longValue());
        };
    }

    // As Flink does: a start below zero counts from the end, zero is the beginning, a length below zero gives NULL.
    private static @Nullable String substring(String text, long start, long length) {
        if (length < 0) {
            return null;
        }
        int characters = text.codePointCount(0, text.length());
        long from = start > 0 ? start - 1 : start < 0 ? characters + start : 0;
        if (from < 0 || from >= characters) {
            return "";
        }
        int begin = text.offsetByCodePoints(0, (int) from);
        int end = text.offsetByCodePoints(begin, (int) Math.min(length, characters - from));
        return text.substring(begin, end);
    }
}
