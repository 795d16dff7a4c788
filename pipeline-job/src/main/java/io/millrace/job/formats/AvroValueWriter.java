package io.millrace.job.formats;

import io.millrace.definition.DataType;
import io.millrace.definition.DeadLetterCode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;

/** Writes a value of a column as an Avro value. What cannot be said in the schema is refused, never cut. */
@FunctionalInterface
interface AvroValueWriter {

    void write(Object value, Encoder out) throws IOException, BadRecord;

    static AvroValueWriter of(Schema schema, DataType type, String field) {
        return switch (schema.getType()) {
            case BOOLEAN -> (value, out) -> out.writeBoolean((Boolean) value);
            case INT -> (value, out) -> out.writeInt(intValue((Number) value, field));
            case LONG -> longWriter(schema, type, field);
            case FLOAT -> (value, out) -> out.writeFloat(((Number) value).floatValue());
            case DOUBLE -> (value, out) -> out.writeDouble(((Number) value).doubleValue());
            case STRING -> (value, out) -> out.writeString((String) value);
            case ENUM -> (value, out) -> out.writeEnum(ordinal(schema, (String) value, field));
            case BYTES -> bytesWriter(schema, type, field);
            case FIXED -> fixedWriter(schema, type, field);
            case RECORD, ARRAY, MAP, UNION, NULL ->
                throw new IllegalArgumentException(
                        "field '" + field + "' is a " + schema.getType() + "; no column can fill it");
        };
    }

    private static int intValue(Number value, String field) throws BadRecord {
        long wide = value.longValue();
        if (wide != (int) wide) {
            throw refused(field, "the number does not fit an int");
        }
        return (int) wide;
    }

    private static AvroValueWriter longWriter(Schema schema, DataType type, String field) {
        if (type.kind() != DataType.Kind.TIMESTAMP || schema.getLogicalType() == null) {
            return (value, out) -> out.writeLong(((Number) value).longValue());
        }
        long unitsPerMilli = AvroValues.unitsPerMilli(schema);
        return (value, out) -> {
            long millis = (Long) value;
            if (Math.multiplyHigh(millis, unitsPerMilli) != millis >> 63) {
                throw refused(field, "the timestamp is out of range");
            }
            out.writeLong(millis * unitsPerMilli);
        };
    }

    private static int ordinal(Schema schema, String symbol, String field) throws BadRecord {
        if (!schema.hasEnumSymbol(symbol)) {
            throw refused(field, "the text is no symbol of enum " + schema.getName());
        }
        return schema.getEnumOrdinal(symbol);
    }

    private static AvroValueWriter bytesWriter(Schema schema, DataType type, String field) {
        return type.kind() == DataType.Kind.DECIMAL
                ? (value, out) -> out.writeBytes(unscaled(schema, (BigDecimal) value, field))
                : (value, out) -> out.writeBytes((byte[]) value);
    }

    private static AvroValueWriter fixedWriter(Schema schema, DataType type, String field) {
        int size = schema.getFixedSize();
        return (value, out) -> {
            byte[] bytes = type.kind() == DataType.Kind.DECIMAL
                    ? padded(unscaled(schema, (BigDecimal) value, field), size, field)
                    : (byte[]) value;
            if (bytes.length != size) {
                throw refused(field, "the value has not " + size + " bytes");
            }
            out.writeFixed(bytes);
        };
    }

    private static byte[] unscaled(Schema schema, BigDecimal value, String field) throws BadRecord {
        LogicalTypes.Decimal decimal = AvroValues.decimal(schema);
        try {
            BigDecimal exact = value.setScale(decimal.getScale(), RoundingMode.UNNECESSARY);
            if (exact.precision() <= decimal.getPrecision()) {
                return exact.unscaledValue().toByteArray();
            }
        } catch (ArithmeticException e) {
            // Falls through to the refusal: it has more fraction digits than the schema.
        }
        throw refused(field, "the decimal has more digits than its schema");
    }

    // In two's complement a shorter number is extended with its sign.
    private static byte[] padded(byte[] number, int size, String field) throws BadRecord {
        if (number.length > size) {
            throw refused(field, "the decimal has more digits than its schema");
        }
        byte[] padded = new byte[size];
        Arrays.fill(padded, 0, size - number.length, (byte) (number[0] < 0 ? -1 : 0));
        System.arraycopy(number, 0, padded, size - number.length, number.length);
        return padded;
    }

    private static BadRecord refused(String field, String why) {
        return new BadRecord(DeadLetterCode.ENCODE, "column '" + field + "': " + why);
    }
}
