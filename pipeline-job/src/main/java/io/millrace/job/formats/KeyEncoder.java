package io.millrace.job.formats;

import io.millrace.definition.DataType;
import io.millrace.definition.RowType;
import io.millrace.definition.SinkDefinition;
import io.millrace.job.logic.ValueText;
import io.millrace.job.records.Row;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The key of a sink's records. */
public final class KeyEncoder {

    private final SinkDefinition.Key key;
    private final RowType type;
    private final JsonEncoder json;

    public KeyEncoder(SinkDefinition.Key key, RowType type) {
        this.key = key;
        this.type = type;
        this.json = new JsonEncoder(type, key.columns());
    }

    /** The key, or {@code null} when all of its columns are NULL. */
    public byte @Nullable [] encode(Row row) throws BadRecord {
        boolean isNoKey = key.columns().stream().allMatch(column -> row.get(column) == null);
        if (isNoKey) {
            return null;
        }
        return key.format() == SinkDefinition.KeyFormat.JSON
                ? json.encode(row)
                : text(row, key.columns().get(0));
    }

    private byte @Nullable [] text(Row row, int column) {
        Object value = row.get(column);
        if (value == null) {
            return null;
        }
        DataType columnType = type.column(column).type();
        return columnType.kind() == DataType.Kind.BYTES
                ? ((byte[]) value).clone()
                : ValueText.of(value, columnType).getBytes(StandardCharsets.UTF_8);
    }
}
