package io.millrace.compiler.expressions;

import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import io.millrace.definition.Expression;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.util.BitString;
import org.apache.calcite.util.NlsString;

/** Constants. */
final class Literals {

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS");
    private static final Pattern DATE_TEXT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern TIMESTAMP_TEXT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?");

    private Literals() {}

    static Expression of(SqlLiteral literal, TypeCheck checks) throws RefusedSql {
        if (literal instanceof SqlNumericLiteral number) {
            return number(number, checks);
        }
        if (literal instanceof SqlUnknownLiteral typed) {
            return temporal(typed, checks);
        }
        return switch (literal.getTypeName()) {
            case NULL -> Conversion.UNTYPED_NULL;
            case BOOLEAN -> truth(literal);
            case CHAR ->
                new Expression.Literal(literal.getValueAs(NlsString.class).getValue(), notNull(Kind.STRING));
            case BINARY -> bytes(literal, checks);
            default -> throw checks.unsupported(literal);
        };
    }

    private static DataType notNull(Kind kind) {
        return DataType.of(kind).notNull();
    }

    private static Expression truth(SqlLiteral literal) {
        // UNKNOWN is a BOOLEAN without a value.
        Object value = literal.getValue();
        return value == null
                ? Conversion.UNTYPED_NULL
                : new Expression.Literal(value.toString(), notNull(Kind.BOOLEAN));
    }

    private static Expression bytes(SqlLiteral literal, TypeCheck checks) throws RefusedSql {
        BitString bits = literal.getValueAs(BitString.class);
        if (bits.getBitCount() % Byte.SIZE != 0) {
            throw new RefusedSql(checks.quote(literal) + " ends in half a byte; write two digits for each");
        }
        return new Expression.Literal(HexFormat.of().formatHex(bits.getAsByteArray()), notNull(Kind.BYTES));
    }

    private static Expression number(SqlNumericLiteral literal, TypeCheck checks) throws RefusedSql {
        BigDecimal value = literal.getValueAs(BigDecimal.class);
        if (!literal.isExact()) {
            double approximate = value.doubleValue();
            if (Double.isInfinite(approximate)) {
                throw new RefusedSql(checks.quote(literal) + " is too large for a DOUBLE");
            }
            return new Expression.Literal(Double.toString(approximate), notNull(Kind.DOUBLE));
        }
        return literal.isInteger() ? whole(literal, value, checks) : decimal(literal, value, checks);
    }

    private static Expression whole(SqlNumericLiteral literal, BigDecimal value, TypeCheck checks) throws RefusedSql {
        int bits = value.toBigInteger().bitLength();
        if (bits >= Long.SIZE) {
            throw new RefusedSql(checks.quote(literal) + " is too large for a BIGINT; with a decimal point it is a"
                    + " DECIMAL: " + value.toPlainString() + ".0");
        }
        Kind kind = bits < Integer.SIZE ? Kind.INT : Kind.BIGINT;
        return new Expression.Literal(value.toBigInteger().toString(), notNull(kind));
    }

    private static Expression decimal(SqlNumericLiteral literal, BigDecimal value, TypeCheck checks) throws RefusedSql {
        int scale = literal.getScale();
        // A leading zero counts as a digit, as in Flink: 0.05 is a DECIMAL(3, 2).
        int precision = Math.max(literal.getPrec(), scale);
        if (precision > DataType.MAX_DECIMAL_PRECISION) {
            throw new RefusedSql(checks.quote(literal) + " has " + precision + " digits; a DECIMAL has at most "
                    + DataType.MAX_DECIMAL_PRECISION);
        }
        return new Expression.Literal(
                value.setScale(scale).toPlainString(),
                DataType.decimal(precision, scale).notNull());
    }

    private static Expression temporal(SqlUnknownLiteral literal, TypeCheck checks) throws RefusedSql {
        Kind kind =
                switch (literal.tag.toUpperCase(Locale.ROOT)) {
                    case "DATE" -> Kind.DATE;
                    case "TIMESTAMP" -> Kind.TIMESTAMP;
                    default -> throw checks.unsupported(literal);
                };
        String text = String.valueOf(literal.getValue());
        Optional<Expression> value = temporal(text, kind);
        if (value.isEmpty()) {
            throw new RefusedSql(checks.quote(literal) + " is no " + kind + "; write " + example(kind));
        }
        return value.get();
    }

    static String example(Kind kind) {
        return kind == Kind.DATE ? "DATE '2026-01-31'" : "TIMESTAMP '2026-01-31 12:00:00.000'";
    }

    /** A DATE or TIMESTAMP as SQL writes it; empty when the text is none. */
    static Optional<Expression> temporal(String text, Kind kind) {
        try {
            if (kind == Kind.DATE && DATE_TEXT.matcher(text).matches()) {
                return Optional.of(new Expression.Literal(LocalDate.parse(text).toString(), notNull(kind)));
            }
            if (kind == Kind.TIMESTAMP && DATE_TEXT.matcher(text).matches()) {
                LocalDateTime midnight = LocalDate.parse(text).atStartOfDay();
                return Optional.of(new Expression.Literal(TIMESTAMP.format(midnight), notNull(kind)));
            }
            if (kind == Kind.TIMESTAMP && TIMESTAMP_TEXT.matcher(text).matches()) {
                LocalDateTime time = LocalDateTime.parse(text.replace(' ', 'T'));
                return Optional.of(new Expression.Literal(TIMESTAMP.format(time), notNull(kind)));
            }
            return Optional.empty();
        } catch (DateTimeException e) {
            // 2026-02-30 has the form of a date and is none.
            return Optional.empty();
        }
    }
}
