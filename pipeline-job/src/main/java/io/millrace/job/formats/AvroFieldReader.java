package io.millrace.job.formats;

import io.millrace.definition.DataType;
import io.millrace.job.records.RepeatingTexts;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.jspecify.annotations.Nullable;

/** Reads one field of a record as the value of its column, or passes over it. */
@FunctionalInterface
interface AvroFieldReader {

    @Nullable
    Object read(AvroInput in) throws IOException;

    static AvroFieldReader ofColumn(Schema field, DataType type) {
        if (field.getType() != Schema.Type.UNION) {
            return ofValue(field, type);
        }
        AvroFieldReader value = ofValue(AvroValues.valueSchema(field), type);
        int branches = field.getTypes().size();
        Integer nullIndex = field.getIndexNamed("null");
        int nullBranch = nullIndex == null ? -1 : nullIndex;
        return in -> {
            int branch = branch(in, branches);
            return branch == nullBranch ? null : value.read(in);
        };
    }

    static AvroFieldReader skipping(Schema field) {
        return switch (field.getType()) {
            case STRING, BYTES ->
                in -> {
                    in.skipBytes();
                    return null;
                };
            case INT, LONG, ENUM ->
                in -> {
                    in.readLong();
                    return null;
                };
            case UNION -> skippingUnion(field.getTypes());
            case RECORD, ARRAY, MAP, FIXED, FLOAT, DOUBLE, BOOLEAN, NULL ->
                in -> {
                    GenericDatumReader.skip(field, in);
                    return null;
                };
        };
    }

    private static AvroFieldReader skippingUnion(List<Schema> branches) {
        AvroFieldReader[] readers =
                branches.stream().map(AvroFieldReader::skipping).toArray(AvroFieldReader[]::new);
        return in -> readers[branch(in, readers.length)].read(in);
    }

    private static int branch(AvroInput in, int branches) throws IOException {
        int branch = in.readIndex();
        if (branch < 0 || branch >= branches) {
            throw new AvroTypeException("a union has no such branch");
        }
        return branch;
    }

    private static AvroFieldReader ofValue(Schema schema, DataType type) {
        if (type.kind() == DataType.Kind.DECIMAL && schema.getType() == Schema.Type.BYTES) {
            return decimal(schema, type);
        }
        AvroFieldReader raw = raw(schema);
        if (AvroValues.areColumnValues(schema, type)) {
            return raw;
        }
        UnaryOperator<Object> conversion = AvroValues.toColumn(schema, type);
        return in -> conversion.apply(raw.read(in));
    }

    // As GenericDatumReader gives them to the conversions.
    private static AvroFieldReader raw(Schema schema) {
        return switch (schema.getType()) {
            case BOOLEAN -> AvroInput::readBoolean;
            case INT -> AvroInput::readInt;
            case LONG -> AvroInput::readLong;
            case FLOAT -> AvroInput::readFloat;
            case DOUBLE -> AvroInput::readDouble;
            case STRING -> {
                RepeatingTexts texts = new RepeatingTexts();
                yield in -> in.readString(texts);
            }
            case BYTES -> AvroInput::readByteArray;
            case FIXED -> in -> in.readByteArray(schema.getFixedSize());
            case ENUM -> in -> schema.getEnumSymbols().get(in.readEnum());
            case RECORD, ARRAY, MAP, UNION, NULL ->
                throw new IllegalArgumentException("a " + schema.getType() + " has no column type");
        };
    }

    // Up to eighteen digits fit a long, and most decimals have fewer: no BigInteger is made of them.
    private static AvroFieldReader decimal(Schema schema, DataType type) {
        int scale = AvroValues.decimal(schema).getScale();
        UnaryOperator<Object> general = AvroValues.toColumn(schema, type);
        boolean sameScale = scale == type.scale();
        long limit =
                type.precision() <= 18 ? BigInteger.TEN.pow(type.precision()).longValue() : Long.MAX_VALUE;
        return in -> {
            int length = in.length();
            if (!sameScale || length == 0 || length >= Long.BYTES) {
                return general.apply(in.readByteArray(length));
            }
            long unscaled = in.readWhole(length);
            return Math.abs(unscaled) < limit
                    ? BigDecimal.valueOf(unscaled, scale)
                    : general.apply(BigInteger.valueOf(unscaled).toByteArray());
        };
    }
}
