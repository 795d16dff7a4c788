package io.millrace.job.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
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

    /** As {@link #assertReadAsWritten(TypeSerializer, UnaryOperator, Object, Object)}, of values that show what they are. */
    public static <T> void assertReadAsWritten(TypeSerializer<T> serializer, T one, T next) throws Exception {
        assertReadAsWritten(serializer, UnaryOperator.identity(), one, next);
    }

    /**
     * Two values, one behind the other, are read as they were, and from a copy of their bytes as well: by the serializer
     * itself, by one that was shipped and by one that a savepoint kept.
     *
     * @param seen what of a value is compared, field by field
     */
    public static <T> void assertReadAsWritten(TypeSerializer<T> serializer, UnaryOperator<T> seen, T one, T next)
            throws Exception {
        byte[] written = written(serializer, one, next);
        for (TypeSerializer<T> reader :
                List.of(serializer, shipped(serializer), snapshot(serializer).restoreSerializer())) {
            for (byte[] bytes : List.of(written, copied(written, reader))) {
                assertThat(twoOf(bytes, reader).stream().map(seen))
                        .usingRecursiveComparison()
                        .withEqualsForType(Row::equals, Row.class)
                        .withEqualsForType(Arrays::equals, byte[].class)
                        .isEqualTo(List.of(one, next));
            }
        }
        assertThat(judged(serializer, serializer).isCompatibleAsIs()).isTrue();
    }

    private static <T> byte[] written(TypeSerializer<T> serializer, T one, T next) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(one, out);
        serializer.serialize(next, out);
        return out.getCopyOfBuffer();
    }

    private static <T> List<T> twoOf(byte[] written, TypeSerializer<T> serializer) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(written);
        List<T> read = new ArrayList<>();
        read.add(serializer.deserialize(in));
        read.add(serializer.deserialize(serializer.createInstance(), in));
        assertThat(in.available()).as("bytes that were not read").isZero();
        return read;
    }

    private static byte[] copied(byte[] written, TypeSerializer<?> serializer) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(written);
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.copy(in, out);
        serializer.copy(in, out);
        return out.getCopyOfBuffer();
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
