package io.millrace.job.formats;

import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import io.millrace.job.logic.Decimals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.avro.AvroTypeException;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Avro's values and ours: logical types of Avro against the types of columns. */
final class AvroValues {

    private AvroValues() {}

    /** The schema of a value that is there: of a union with null, the other branch. */
    static Schema valueSchema(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        List<Schema> values = schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        if (values.size() != 1) {
            throw new IllegalArgumentException("a union of several types has no column type");
        }
        return values.get(0);
    }

    /** Whether what Avro's reader gives is what a column holds. */
    static boolean areColumnValues(Schema schema, DataType type) {
        return switch (type.kind()) {
            case BOOLEAN, INT, FLOAT, STRING, BYTES, DATE -> true;
            case BIGINT -> schema.getType() == Schema.Type.LONG;
            case DOUBLE -> schema.getType() == Schema.Type.DOUBLE;
            case TIMESTAMP -> unitsPerMilli(schema) == 1;
            case DECIMAL -> false;
        };
    }

    /** From what Avro's reader gives to what a column holds. */
    static UnaryOperator<Object> toColumn(Schema schema, DataType type) {
        return switch (type.kind()) {
            case DECIMAL -> toDecimal(schema, type);
            case TIMESTAMP -> {
                long unitsPerMilli = unitsPerMilli(schema);
                yield value -> Math.floorDiv((Long) value, unitsPerMilli);
            }
            case BIGINT -> value -> ((Number) value).longValue();
            case DOUBLE -> value -> ((Number) value).doubleValue();
            case BOOLEAN, INT, FLOAT, STRING, BYTES, DATE -> value -> value;
        };
    }

    private static UnaryOperator<Object> toDecimal(Schema schema, DataType type) {
        int scale = decimal(schema).getScale();
        return value -> {
            BigDecimal fitting = Decimals.fit(new BigDecimal(new BigInteger((byte[]) value), scale), type);
            if (fitting == null) {
                throw new AvroTypeException("a decimal has more digits than its type");
            }
            return fitting;
        };
    }

    static LogicalTypes.Decimal decimal(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return decimal;
        }
        throw new IllegalArgumentException("a DECIMAL column needs an Avro decimal, not " + schema.getType());
    }

    /** How many units of a timestamp's schema make a millisecond. */
    static long unitsPerMilli(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        String name = logical == null ? "no logical type" : logical.getName();
        return switch (name) {
            case "timestamp-millis", "local-timestamp-millis" -> 1;
            case "timestamp-micros", "local-timestamp-micros" -> 1_000;
            case "timestamp-nanos", "local-timestamp-nanos" -> 1_000_000;
            default ->
                throw new IllegalArgumentException(
                        "a " + Kind.TIMESTAMP + " column needs an Avro timestamp, not " + name);
        };
    }
}
