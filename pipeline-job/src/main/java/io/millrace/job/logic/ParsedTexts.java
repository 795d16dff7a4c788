package io.millrace.job.logic;

import io.millrace.definition.DataType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** CAST from STRING. Blanks at both ends do not count; what then is no value of the type fails. */
final class ParsedTexts {

    private static final Set<String> TRUE = Set.of("t", "true", "y", "yes", "1");
    private static final Set<String> FALSE = Set.of("f", "false", "n", "no", "0");

    // As in Flink, a whole number may have a fraction, which is cut off.
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+(\\.\\d*)?|[+-]?\\.\\d+");

    private ParsedTexts() {}

    static boolean booleanOf(String text) {
        String word = Texts.trim(text).toLowerCase(Locale.ROOT);
        if (TRUE.contains(word)) {
            return true;
        }
        if (FALSE.contains(word)) {
            return false;
        }
        throw noValue("BOOLEAN");
    }

    static Object number(String text, DataType to) {
        String number = Texts.trim(text);
        try {
            return switch (to.kind()) {
                case INT, BIGINT -> {
                    if (!WHOLE.matcher(number).matches()) {
                        throw noValue(to.name());
                    }
                    yield Casts.number(new BigDecimal(number), to);
                }
                case FLOAT -> Float.parseFloat(number);
                case DOUBLE -> Double.parseDouble(number);
                case DECIMAL -> Casts.number(new BigDecimal(number), to);
                case BOOLEAN, STRING, BYTES, DATE, TIMESTAMP ->
                    throw new IllegalArgumentException(to.name() + " is no number");
            };
        } catch (NumberFormatException e) {
            throw noValue(to.name());
        }
    }

    static int date(String text) {
        try {
            return Math.toIntExact(LocalDate.parse(Texts.trim(text)).toEpochDay());
        } catch (DateTimeException | ArithmeticException e) {
            throw noValue("DATE");
        }
    }

    static long timestamp(String text) {
        String moment = Texts.trim(text).replace(' ', 'T');
        try {
            return moment.indexOf('T') < 0
                    ? LocalDate.parse(moment)
                            .atStartOfDay()
                            .toInstant(ZoneOffset.UTC)
                            .toEpochMilli()
                    : LocalDateTime.parse(moment).toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw noValue("TIMESTAMP(3)");
        }
    }

    private static EvaluationException noValue(String type) {
        return new EvaluationException("CAST: the text is no " + type);
    }
}
