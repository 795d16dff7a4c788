package io.millrace.job.logic;

import io.millrace.definition.DataType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Values as text: what CAST to STRING gives, and the text of a record's key. */
public final class ValueText {

    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 3, 3, true)
            .toFormatter(Locale.ROOT);

    private ValueText() {}

    public static String of(Object value, DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> (Boolean) value ? "TRUE" : "FALSE";
            case INT, BIGINT, FLOAT, DOUBLE, STRING -> value.toString();
            case DECIMAL -> ((BigDecimal) value).toPlainString();
            case BYTES -> new String((byte[]) value, StandardCharsets.UTF_8);
            case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
            case TIMESTAMP -> TIMESTAMP.format(dateTime((Long) value));
        };
    }

    private static LocalDateTime dateTime(long millis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }
}
