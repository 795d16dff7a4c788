package io.millrace.job.records;

import io.millrace.definition.Column;
import io.millrace.definition.DataType;
import io.millrace.definition.RowType;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.Arrays;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Rows of one row type: a bit per column that is NULL, then the other values. */
public final class RowSerializer extends ImmutableSerializer<Row> {

    private static final long serialVersionUID = 1;

    private static final byte[] NONE = {};

    private final String[] names;
    private final String[] types;
    private transient ValueCodec[] codecs;

    public RowSerializer(RowType type) {
        this(
                type.columns().stream().map(Column::name).toArray(String[]::new),
                type.columns().stream().map(c -> c.type().name()).toArray(String[]::new));
    }

    // Types without their nullability: it changes nothing about the bytes.
    RowSerializer(String[] names, String[] types) {
        this.names = names;
        this.types = types;
        this.codecs = codecs(types);
    }

    private static ValueCodec[] codecs(String[] types) {
        return Arrays.stream(types).map(DataType::parse).map(ValueCodec::of).toArray(ValueCodec[]::new);
    }

    String[] names() {
        return names.clone();
    }

    String[] types() {
        return types.clone();
    }

    @Override
    public Row createInstance() {
        return new Row(new @Nullable Object[codecs.length]);
    }

    @Override
    public void serialize(Row row, DataOutputView out) throws IOException {
        for (int first = 0; first < codecs.length; first += Byte.SIZE) {
            int nulls = 0;
            for (int bit = 0; bit < Byte.SIZE && first + bit < codecs.length; bit++) {
                nulls |= row.get(first + bit) == null ? 1 << bit : 0;
            }
            out.writeByte(nulls);
        }
        for (int column = 0; column < codecs.length; column++) {
            Object value = row.get(column);
            if (value != null) {
                codecs[column].write(value, out);
            }
        }
    }

    @Override
    public Row deserialize(DataInputView in) throws IOException {
        @Nullable Object[] values = new @Nullable Object[codecs.length];
        if (codecs.length > 0) {
            // Most rows have no more than eight columns.
            int nulls = in.readByte();
            byte[] moreNulls = more(in);
            for (int column = 0; column < codecs.length; column++) {
                if (column > 0 && column % Byte.SIZE == 0) {
                    nulls = moreNulls[column / Byte.SIZE - 1];
                }
                boolean isNull = (nulls >> column % Byte.SIZE & 1) == 1;
                values[column] = isNull ? null : codecs[column].read(in);
            }
        }
        return new Row(values);
    }

    private byte[] more(DataInputView in) throws IOException {
        if (codecs.length <= Byte.SIZE) {
            return NONE;
        }
        byte[] more = new byte[(codecs.length - 1) / Byte.SIZE];
        in.readFully(more);
        return more;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        codecs = codecs(types);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowSerializer that
                && Arrays.equals(names, that.names)
                && Arrays.equals(types, that.types);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(names) + Arrays.hashCode(types);
    }

    @Override
    public TypeSerializerSnapshot<Row> snapshotConfiguration() {
        return new RowSerializerSnapshot(this);
    }
}
