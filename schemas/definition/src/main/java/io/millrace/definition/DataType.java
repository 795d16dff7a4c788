package io.millrace.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a column or an expression, named as Flink SQL names it: {@code BIGINT}, {@code DECIMAL(18, 2) NOT NULL}.
 *
 * <p>A value of a type is held in memory as the Java class that {@link Kind} names; SQL's NULL is Java's {@code null}.
 *
 * @param kind what it is
 * @param precision digits of a DECIMAL (1 to 38), fraction digits of a TIMESTAMP (always 3), else 0
 * @param scale fraction digits of a DECIMAL (0 to precision), else 0
 * @param nullable whether NULL may occur
 */
public record DataType(Kind kind, int precision, int scale, boolean nullable) {

    /** What a type is, and the Java class of its values. */
    public enum Kind {
        /** {@link Boolean} */
        BOOLEAN,
        /** {@link Integer} */
        INT,
        /** {@link Long} */
        BIGINT,
        /** {@link Float} */
        FLOAT,
        /** {@link Double} */
        DOUBLE,
        /** {@link java.math.BigDecimal} of exactly the type's scale */
        DECIMAL,
        /** {@link String} */
        STRING,
        /** {@code byte[]} */
        BYTES,
        /** {@link Integer}: days since 1970-01-01 */
        DATE,
        /** {@link Long}: milliseconds since 1970-01-01T00:00:00 UTC */
        TIMESTAMP
    }

    /** The largest precision of a DECIMAL, as in Flink SQL. */
    public static final int MAX_DECIMAL_PRECISION = 38;

    private static final Pattern TEXT = Pattern.compile(
            "([A-Z]+)(?:\\s*\\(\\s*(\\d{1,9})\\s*(?:,\\s*(\\d{1,9})\\s*)?\\))?(\\s+NOT\\s+NULL|\\s+NULL)?");

    public DataType {
        boolean legal =
                switch (kind) {
                    case DECIMAL ->
                        precision >= 1 && precision <= MAX_DECIMAL_PRECISION && scale >= 0 && scale <= precision;
                    case TIMESTAMP -> precision == 3 && scale == 0;
                    case BOOLEAN, INT, BIGINT, FLOAT, DOUBLE, STRING, BYTES, DATE -> precision == 0 && scale == 0;
                };
        if (!legal) {
            throw new IllegalArgumentException(
                    kind == Kind.TIMESTAMP
                            ? "TIMESTAMP(" + precision + ") is not supported; write TIMESTAMP(3)"
                            : kind + " cannot have precision " + precision + " and scale " + scale);
        }
    }

    /** A nullable type without parameters; TIMESTAMP is TIMESTAMP(3). */
    public static DataType of(Kind kind) {
        return new DataType(kind, kind == Kind.TIMESTAMP ? 3 : 0, 0, true);
    }

    public static DataType decimal(int precision, int scale) {
        return new DataType(Kind.DECIMAL, precision, scale, true);
    }

    public DataType withNullable(boolean mayBeNull) {
        return new DataType(kind, precision, scale, mayBeNull);
    }

    public DataType notNull() {
        return withNullable(false);
    }

    public boolean isNumeric() {
        return switch (kind) {
            case INT, BIGINT, FLOAT, DOUBLE, DECIMAL -> true;
            case BOOLEAN, STRING, BYTES, DATE, TIMESTAMP -> false;
        };
    }

    /**
     * Reads the Flink SQL name of a type. Nullable unless NOT NULL is said.
     *
     * @throws IllegalArgumentException with a sentence for the user when the text names no supported type
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static DataType parse(String text) {
        Matcher parts = TEXT.matcher(text.trim().toUpperCase(Locale.ROOT));
        if (!parts.matches()) {
            throw unknown(text);
        }
        Kind kind = kindNamed(parts.group(1), text);
        boolean nullable = parts.group(4) == null || !parts.group(4).contains("NOT");
        int first = parts.group(2) == null ? -1 : Integer.parseInt(parts.group(2));
        int second = parts.group(3) == null ? -1 : Integer.parseInt(parts.group(3));
        return switch (kind) {
            // DECIMAL alone is DECIMAL(10, 0) in Flink SQL.
            case DECIMAL -> new DataType(kind, first < 0 ? 10 : first, Math.max(second, 0), nullable);
            case TIMESTAMP -> new DataType(kind, first < 0 ? 3 : first, Math.max(second, 0), nullable);
            case BOOLEAN, INT, BIGINT, FLOAT, DOUBLE, STRING, BYTES, DATE ->
                new DataType(kind, Math.max(first, 0), Math.max(second, 0), nullable);
        };
    }

    private static Kind kindNamed(String name, String text) {
        return switch (name) {
            case "INTEGER" -> Kind.INT;
            case "VARCHAR" -> throw new IllegalArgumentException("VARCHAR is not supported; write STRING");
            default -> {
                for (Kind kind : Kind.values()) {
                    if (kind.name().equals(name)) {
                        yield kind;
                    }
                }
                throw unknown(text);
            }
        };
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException("'" + text + "' is not a supported type; write one of BOOLEAN, INT, BIGINT,"
                + " FLOAT, DOUBLE, DECIMAL(p, s), STRING, BYTES, DATE, TIMESTAMP(3)");
    }

    /** The name without its nullability, for messages. */
    public String name() {
        return switch (kind) {
            case DECIMAL -> "DECIMAL(" + precision + ", " + scale + ")";
            case TIMESTAMP -> "TIMESTAMP(" + precision + ")";
            case BOOLEAN, INT, BIGINT, FLOAT, DOUBLE, STRING, BYTES, DATE -> kind.name();
        };
    }

    @JsonValue
    @Override
    public String toString() {
        return nullable ? name() : name() + " NOT NULL";
    }
}
