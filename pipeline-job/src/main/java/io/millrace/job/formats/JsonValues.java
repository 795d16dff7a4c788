package io.millrace.job.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.definition.DataType;
import io.millrace.definition.DeadLetterCode;
import io.millrace.job.logic.Decimals;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Values in JSON. Reading is strict: a number is no text and 1.5 is no integer, so that what is wrong at the source
 * shows there. DATE is {@code "2026-01-31"}, TIMESTAMP {@code "2026-01-31T12:00:00.000Z"} (read with a zone, or without
 * one as UTC, and with a blank for the T), BYTES is Base64, DECIMAL a number (or, as some write money, its text).
 */
final class JsonValues {

    private static final DateTimeFormatter WRITTEN_TIMESTAMP =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private JsonValues() {}

    static Object read(JsonParser parser, DataType type, String column) throws IOException, BadRecord {
        JsonToken token = parser.currentToken();
        Object value =
                switch (type.kind()) {
                    case BOOLEAN -> token.isBoolean() ? (Object) parser.getBooleanValue() : null;
                    case INT -> token == JsonToken.VALUE_NUMBER_INT ? intValue(parser) : null;
                    case BIGINT -> token == JsonToken.VALUE_NUMBER_INT ? longValue(parser) : null;
                    case FLOAT -> token.isNumeric() ? finite(parser.getFloatValue()) : null;
                    case DOUBLE -> token.isNumeric() ? finite(parser.getDoubleValue()) : null;
                    case DECIMAL -> decimal(parser, type);
                    case STRING -> token == JsonToken.VALUE_STRING ? text(parser.getText()) : null;
                    case BYTES -> token == JsonToken.VALUE_STRING ? base64(parser.getText()) : null;
                    case DATE -> token == JsonToken.VALUE_STRING ? date(parser.getText()) : null;
                    case TIMESTAMP -> token == JsonToken.VALUE_STRING ? timestamp(parser.getText()) : null;
                };
        if (value == null) {
            throw new BadRecord(DeadLetterCode.DECODE, "column '" + column + "' is no " + type.name());
        }
        return value;
    }

    // JSON can escape half of a surrogate pair. That is no character: UTF-8 cannot say it, and as part of a key it
    // would
    // be another one after its way through the network.
    private static @Nullable String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    return null;
                }
                i++;
            }
        }
        return text;
    }

    private static @Nullable Object intValue(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.INT ? (Object) parser.getIntValue() : null;
    }

    private static @Nullable Object longValue(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? null : (Object) parser.getLongValue();
    }

    private static @Nullable Object finite(float value) {
        return Float.isFinite(value) ? (Object) value : null;
    }

    private static @Nullable Object finite(double value) {
        return Double.isFinite(value) ? (Object) value : null;
    }

    private static @Nullable Object decimal(JsonParser parser, DataType type) throws IOException {
        BigDecimal number;
        if (parser.currentToken().isNumeric()) {
            number = parser.getDecimalValue();
        } else if (parser.currentToken() == JsonToken.VALUE_STRING) {
            try {
                number = new BigDecimal(parser.getText());
            } catch (NumberFormatException e) {
                return null;
            }
        } else {
            return null;
        }
        BigDecimal fitting = Decimals.fit(number, type);
        return fitting == null || fitting.compareTo(number) != 0 ? null : fitting;
    }

    private static byte @Nullable [] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Object date(String text) {
        try {
            return Math.toIntExact(LocalDate.parse(text).toEpochDay());
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable Object timestamp(String text) {
        try {
            TemporalAccessor moment = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
            Instant instant =
                    moment instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : Instant.from(moment);
            return instant.toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    static void write(JsonGenerator out, @Nullable Object value, DataType type, String column)
            throws IOException, BadRecord {
        if (value == null) {
            out.writeNull();
            return;
        }
        switch (type.kind()) {
            case BOOLEAN -> out.writeBoolean((Boolean) value);
            case INT -> out.writeNumber((Integer) value);
            case BIGINT -> out.writeNumber((Long) value);
            case FLOAT -> out.writeNumber(writable((Float) value, column));
            case DOUBLE -> out.writeNumber(writable((Double) value, column));
            case DECIMAL -> out.writeNumber(((BigDecimal) value).toPlainString());
            case STRING -> out.writeString((String) value);
            case BYTES -> out.writeString(Base64.getEncoder().encodeToString((byte[]) value));
            case DATE -> out.writeString(LocalDate.ofEpochDay((Integer) value).toString());
            case TIMESTAMP -> out.writeString(WRITTEN_TIMESTAMP.format(Instant.ofEpochMilli((Long) value)));
        }
    }

    private static <N extends Number> N writable(N value, String column) throws BadRecord {
        if (!Double.isFinite(value.doubleValue())) {
            throw new BadRecord(DeadLetterCode.ENCODE, "column '" + column + "': JSON has no NaN and no infinity");
        }
        return value;
    }
}
