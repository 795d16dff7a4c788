package io.millrace.job.records;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;

/** What becomes of values and serializers that are written and read again. */
public final class Stored {

    private Stored() {}

    public static <T> T value(T value, TypeSerializer<T> serializer) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(value, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        T read = serializer.deserialize(in);
        if (in.available() != 0) {
            throw new IOException(in.available() + " bytes were not read");
        }
        return read;
    }

    /** As it travels to a task. */
    public static <T> TypeSerializer<T> shipped(TypeSerializer<T> serializer) throws Exception {
        return InstantiationUtil.clone(serializer);
    }

    /** As a savepoint keeps it. */
    public static <T> TypeSerializerSnapshot<T> snapshot(TypeSerializer<T> serializer) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        return TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), Stored.class.getClassLoader());
    }

    /** What the new serializer says to the state of the old one. */
    public static <T> TypeSerializerSchemaCompatibility<T> judged(TypeSerializer<T> now, TypeSerializer<T> before)
            throws IOException {
        return now.snapshotConfiguration().resolveSchemaCompatibility(snapshot(before));
    }
}
