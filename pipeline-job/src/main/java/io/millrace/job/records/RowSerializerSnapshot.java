package io.millrace.job.records;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The row type that state was written with. Another name is another meaning: state of one key column must not be taken
 * for another's, even when the types agree.
 */
public final class RowSerializerSnapshot implements TypeSerializerSnapshot<Row> {

    private static final int VERSION = 1;

    private String[] names = {};
    private String[] types = {};

    /** For Flink, which then calls {@link #readSnapshot}. */
    public RowSerializerSnapshot() {}

    RowSerializerSnapshot(RowSerializer serializer) {
        names = serializer.names();
        types = serializer.types();
    }

    @Override
    public int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeInt(names.length);
        for (int column = 0; column < names.length; column++) {
            out.writeUTF(names[column]);
            out.writeUTF(types[column]);
        }
    }

    @Override
    public void readSnapshot(int version, DataInputView in, ClassLoader classLoader) throws IOException {
        if (version != VERSION) {
            throw new IOException("a row was stored with format " + version + "; this job reads " + VERSION);
        }
        int columns = in.readInt();
        names = new String[columns];
        types = new String[columns];
        for (int column = 0; column < columns; column++) {
            names[column] = in.readUTF();
            types[column] = in.readUTF();
        }
    }

    @Override
    public TypeSerializer<Row> restoreSerializer() {
        return new RowSerializer(names, types);
    }

    @Override
    public TypeSerializerSchemaCompatibility<Row> resolveSchemaCompatibility(TypeSerializerSnapshot<Row> stored) {
        return stored instanceof RowSerializerSnapshot before
                        && Arrays.equals(names, before.names)
                        && Arrays.equals(types, before.types)
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
