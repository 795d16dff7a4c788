package io.millrace.compiler.contracts;

import io.millrace.compiler.result.Checked;
import io.millrace.definition.Column;
import io.millrace.definition.RowType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * An Avro record schema as a pipeline sees it.
 *
 * @param columns its fields that have a column type, in order
 * @param unreadable its other fields, and why they are no columns
 */
public record AvroContract(Schema schema, RowType columns, Map<String, String> unreadable) {

    /** Reads a schema; the sentence of a refusal says what is wrong with the text. */
    public static Checked<AvroContract> parse(String text) {
        return AvroText.parse(text).fold(AvroContract::of, Checked.Refused::new);
    }

    private static Checked<AvroContract> of(Schema schema) {
        if (schema.getType() != Schema.Type.RECORD) {
            return new Checked.Refused<>("is an Avro " + schema.getType().getName() + "; only a record has columns");
        }
        List<Column> columns = new ArrayList<>();
        Map<String, String> unreadable = new LinkedHashMap<>();
        for (Schema.Field field : schema.getFields()) {
            AvroColumns.type(field.schema())
                    .fold(
                            type -> columns.add(new Column(field.name(), type)),
                            why -> unreadable.put(field.name(), why) == null);
        }
        return new Checked.Good<>(new AvroContract(schema, new RowType(columns), unreadable));
    }
}
