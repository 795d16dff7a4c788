package io.millrace.compiler.contracts;

import io.millrace.compiler.result.Checked;
import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Avro's types as column types. */
final class AvroColumns {

    private AvroColumns() {}

    /** The column type of a field's schema, or why it has none. */
    static Checked<DataType> type(Schema schema) {
        return schema.isUnion() ? ofUnion(schema) : ofValue(schema);
    }

    private static Checked<DataType> ofUnion(Schema union) {
        List<Schema> values = union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        if (values.size() != 1) {
            return new Checked.Refused<>(
                    "it is a union of " + values.size() + " types; a column is of one type, or of one type and null");
        }
        boolean nullable = values.size() < union.getTypes().size();
        return ofValue(values.get(0))
                .fold(type -> new Checked.Good<>(type.withNullable(nullable)), Checked.Refused::new);
    }

    private static Checked<DataType> ofValue(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        if (logical != null) {
            return ofLogical(schema, logical);
        }
        return switch (schema.getType()) {
            case BOOLEAN -> good(Kind.BOOLEAN);
            case INT -> good(Kind.INT);
            case LONG -> good(Kind.BIGINT);
            case FLOAT -> good(Kind.FLOAT);
            case DOUBLE -> good(Kind.DOUBLE);
            case STRING, ENUM -> good(Kind.STRING);
            case BYTES -> good(Kind.BYTES);
            case RECORD -> nested("a record");
            case ARRAY -> nested("an array");
            case MAP -> nested("a map");
            case FIXED -> nested("of the type fixed");
            case NULL -> nested("always null");
            case UNION -> nested("a union");
        };
    }

    private static Checked<DataType> ofLogical(Schema schema, LogicalType logical) {
        if (logical instanceof LogicalTypes.Decimal decimal) {
            return decimal.getPrecision() > DataType.MAX_DECIMAL_PRECISION
                    ? new Checked.Refused<>("it is a decimal of " + decimal.getPrecision()
                            + " digits; a DECIMAL has at most " + DataType.MAX_DECIMAL_PRECISION)
                    : new Checked.Good<>(DataType.decimal(decimal.getPrecision(), decimal.getScale())
                            .notNull());
        }
        return switch (logical.getName()) {
            case "date" -> good(Kind.DATE);
            case "timestamp-millis", "local-timestamp-millis" -> good(Kind.TIMESTAMP);
            case "uuid" ->
                schema.getType() == Schema.Type.STRING
                        ? good(Kind.STRING)
                        : new Checked.Refused<>("it is a uuid of the type fixed; use one of the type string");
            case "timestamp-micros", "timestamp-nanos", "local-timestamp-micros", "local-timestamp-nanos" ->
                new Checked.Refused<>("it is a " + logical.getName() + "; use timestamp-millis, or a plain long");
            default -> new Checked.Refused<>("its logical type " + logical.getName() + " is not supported");
        };
    }

    private static Checked<DataType> good(Kind kind) {
        return new Checked.Good<>(DataType.of(kind).notNull());
    }

    private static Checked<DataType> nested(String what) {
        return new Checked.Refused<>("it is " + what + ", which no column type holds");
    }
}
