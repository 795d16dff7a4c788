package io.millrace.job.records;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** The row types that envelopes were written with. */
public final class EnvelopeSerializerSnapshot implements TypeSerializerSnapshot<Envelope> {

    private static final int VERSION = 2;

    private @Nullable EnvelopeSerializer serializer;

    /** For Flink, which then calls {@link #readSnapshot}. */
    public EnvelopeSerializerSnapshot() {}

    EnvelopeSerializerSnapshot(EnvelopeSerializer serializer) {
        this.serializer = serializer;
    }

    @Override
    public int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        EnvelopeSerializer written = restoreSerializer();
        TypeSerializerSnapshot.writeVersionedSnapshot(out, written.rows().snapshotConfiguration());
        out.writeInt(written.windows().size());
        for (Map.Entry<String, RowSerializer> window : written.windows().entrySet()) {
            out.writeUTF(window.getKey());
            TypeSerializerSnapshot.writeVersionedSnapshot(out, window.getValue().snapshotConfiguration());
        }
    }

    @Override
    public void readSnapshot(int version, DataInputView in, ClassLoader classLoader) throws IOException {
        if (version != VERSION) {
            throw new IOException("an envelope was stored with format " + version + "; this job reads " + VERSION);
        }
        RowSerializer rows = readRows(in, classLoader);
        int size = in.readInt();
        Map<String, RowSerializer> windows = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            windows.put(in.readUTF(), readRows(in, classLoader));
        }
        serializer = new EnvelopeSerializer(rows, windows);
    }

    private static RowSerializer readRows(DataInputView in, ClassLoader classLoader) throws IOException {
        return (RowSerializer) TypeSerializerSnapshot.<Row>readVersionedSnapshot(in, classLoader)
                .restoreSerializer();
    }

    @Override
    public EnvelopeSerializer restoreSerializer() {
        if (serializer == null) {
            throw new IllegalStateException("the snapshot has not been read yet");
        }
        return serializer;
    }

    @Override
    public TypeSerializerSchemaCompatibility<Envelope> resolveSchemaCompatibility(
            TypeSerializerSnapshot<Envelope> stored) {
        return stored instanceof EnvelopeSerializerSnapshot before
                        && restoreSerializer().equals(before.restoreSerializer())
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
