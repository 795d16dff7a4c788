package io.millrace.job.formats;

import io.millrace.definition.RowType;
import io.millrace.job.records.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Rows of records whose writer wrote all columns as the reader has them: nothing is to be resolved, fields are read one
 * after the other. Most records are such; Avro's own resolution, which takes care of all others, costs several times as
 * much.
 */
final class PlainRowReader implements RowReader {

    private static final int PASSED_OVER = -1;

    private final AvroFieldReader[] fields;
    private final int[] targets;
    private final int columns;

    private PlainRowReader(List<AvroFieldReader> fields, List<Integer> targets, int columns) {
        this.fields = fields.toArray(AvroFieldReader[]::new);
        this.targets = targets.stream().mapToInt(Integer::intValue).toArray();
        this.columns = columns;
    }

    /**
     * Empty when there is something to resolve.
     *
     * @param wanted the columns that somebody looks at; the others are left NULL
     */
    static Optional<RowReader> of(Schema writer, Schema reader, RowType columns, BitSet wanted) {
        if (writer.getType() != Schema.Type.RECORD || !writer.getFullName().equals(reader.getFullName())) {
            return Optional.empty();
        }
        List<AvroFieldReader> fields = new ArrayList<>();
        List<Integer> targets = new ArrayList<>();
        BitSet found = new BitSet();
        for (Schema.Field written : writer.getFields()) {
            OptionalInt column = columns.indexOf(written.name());
            if (column.isPresent()) {
                Schema read = reader.getField(written.name()).schema();
                if (!isReadAsWritten(written.schema(), read)) {
                    return Optional.empty();
                }
                found.set(column.getAsInt());
            }
            if (column.isPresent() && wanted.get(column.getAsInt())) {
                Schema read = reader.getField(written.name()).schema();
                fields.add(AvroFieldReader.ofColumn(
                        read, columns.column(column.getAsInt()).type()));
                targets.add(column.getAsInt());
            } else {
                fields.add(AvroFieldReader.skipping(written.schema()));
                targets.add(PASSED_OVER);
            }
        }
        boolean isComplete = found.cardinality() == columns.size();
        return isComplete ? Optional.of(new PlainRowReader(fields, targets, columns.size())) : Optional.empty();
    }

    private static boolean isReadAsWritten(Schema written, Schema read) {
        if (written.getType() != read.getType()) {
            return false;
        }
        return switch (written.getType()) {
            case BOOLEAN, INT, LONG, FLOAT, DOUBLE, STRING, BYTES, NULL -> true;
            case FIXED ->
                written.getFullName().equals(read.getFullName()) && written.getFixedSize() == read.getFixedSize();
            case ENUM ->
                written.getFullName().equals(read.getFullName())
                        && written.getEnumSymbols().equals(read.getEnumSymbols());
            case UNION -> areReadAsWritten(written.getTypes(), read.getTypes());
            case RECORD, ARRAY, MAP -> false;
        };
    }

    private static boolean areReadAsWritten(List<Schema> written, List<Schema> read) {
        if (written.size() != read.size()) {
            return false;
        }
        for (int i = 0; i < written.size(); i++) {
            if (!isReadAsWritten(written.get(i), read.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Row read(AvroInput in) throws IOException {
        @Nullable Object[] values = new @Nullable Object[columns];
        for (int i = 0; i < fields.length; i++) {
            Object value = fields[i].read(in);
            if (targets[i] != PASSED_OVER) {
                values[targets[i]] = value;
            }
        }
        return new Row(values);
    }
}
