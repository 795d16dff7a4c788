package io.millrace.job.logic;

import io.millrace.definition.DataType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;

/** Constants, from the text in which the definition has them. */
final class Literals {

    private Literals() {}

    static Object parse(String text, DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> Boolean.valueOf(text);
            case INT -> Integer.valueOf(text);
            case BIGINT -> Long.valueOf(text);
            case FLOAT -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case DECIMAL -> Decimals.fitOrFail(new BigDecimal(text), type, "literal");
            case STRING -> text;
            case BYTES -> HexFormat.of().parseHex(text);
            case DATE -> Math.toIntExact(LocalDate.parse(text).toEpochDay());
            case TIMESTAMP ->
                LocalDateTime.parse(text).toInstant(ZoneOffset.UTC).toEpochMilli();
        };
    }
}
