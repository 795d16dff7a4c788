package io.millrace.compiler.contracts;

import io.millrace.definition.Column;
import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import io.millrace.definition.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;

/** Whether rows can be written with a schema. Fields and columns meet by name; nothing is converted or dropped silently. */
public final class SinkFit {

    private SinkFit() {}

    /** Why the columns do not fill the schema, one sentence each; none when they do. */
    public static List<String> misfits(RowType columns, AvroContract sink) {
        List<String> sentences = new ArrayList<>();
        for (Schema.Field field : sink.schema().getFields()) {
            fieldMisfit(field, columns, sink).ifPresent(sentences::add);
        }
        for (Column column : columns.columns()) {
            if (sink.schema().getField(column.name()) == null) {
                sentences.add("column '" + column.name() + "' has no field in "
                        + sink.schema().getName()
                        + "; add the field to the schema, or leave the column out with a derive step");
            }
        }
        return sentences;
    }

    private static Optional<String> fieldMisfit(Schema.Field field, RowType columns, AvroContract sink) {
        OptionalInt index = columns.indexOf(field.name());
        String name = "field '" + field.name() + "'";
        if (index.isEmpty()) {
            return field.hasDefaultValue()
                    ? Optional.empty()
                    : Optional.of(
                            name + " has no default, and there is no column of that name; derive the column, or give"
                                    + " the field a default");
        }
        String unreadable = sink.unreadable().get(field.name());
        if (unreadable != null) {
            return Optional.of(name + " cannot be written: " + unreadable);
        }
        DataType wanted = sink.columns()
                .column(sink.columns().indexOf(field.name()).orElseThrow())
                .type();
        return mismatch(name, columns.column(index.getAsInt()), wanted);
    }

    private static Optional<String> mismatch(String field, Column column, DataType wanted) {
        DataType given = column.type();
        if (!fits(given, wanted)) {
            return Optional.of(
                    field + " is " + wanted.name() + ", but the column is " + given.name() + advice(column, wanted));
        }
        if (given.nullable() && !wanted.nullable()) {
            return Optional.of(field + " must not be null, but the column can be; let a validate step ask for `"
                    + column.name() + "` IS NOT NULL, derive it with COALESCE, or make the field a union with null");
        }
        return Optional.empty();
    }

    /** Whether every value of the one type is a value of the other, as the job writes it. */
    private static boolean fits(DataType given, DataType wanted) {
        return switch (wanted.kind()) {
            case DECIMAL ->
                given.kind() == Kind.DECIMAL
                        && given.scale() <= wanted.scale()
                        && given.precision() - given.scale() <= wanted.precision() - wanted.scale();
            case BIGINT -> given.kind() == Kind.INT || given.kind() == Kind.BIGINT;
            case DOUBLE -> given.kind() == Kind.INT || given.kind() == Kind.FLOAT || given.kind() == Kind.DOUBLE;
            case BOOLEAN, INT, FLOAT, STRING, BYTES, DATE, TIMESTAMP -> given.kind() == wanted.kind();
        };
    }

    private static String advice(Column column, DataType wanted) {
        DataType given = column.type();
        if (given.kind() == Kind.TIMESTAMP && wanted.kind() == Kind.BIGINT) {
            return "; give the field \"logicalType\": \"timestamp-millis\"";
        }
        if (given.kind() == Kind.BIGINT && wanted.kind() == Kind.TIMESTAMP) {
            return "; take the logical type off the field, or read the column as a TIMESTAMP";
        }
        return "; derive it with CAST(`" + column.name() + "` AS " + wanted.name() + "), or change the field";
    }
}
