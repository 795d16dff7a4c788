package io.millrace.job.compare;

import io.millrace.job.records.BytesCodec;
import io.millrace.job.records.Header;
import io.millrace.job.records.ImmutableSerializer;
import io.millrace.job.records.RecordTypeInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A record that one of the jobs wrote, read back.
 *
 * @param epoch that it was stamped with
 * @param headers besides the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // carried as it came, never compared
public record Taken(
        String topic,
        int partition,
        long offset,
        long epoch,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Header> headers) {

    /** The text of the header of a name, if it is there. */
    Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .filter(Objects::nonNull)
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .reduce((earlier, later) -> later);
    }

    public static final TypeInformation<Taken> TYPE = new RecordTypeInfo<>(Taken.class, new Serializer());

    /** Between the source and what decodes, where Flink does not chain them. */
    public static final class Serializer extends ImmutableSerializer<Taken> {
        private static final long serialVersionUID = 1;

        @Override
        public Taken createInstance() {
            return new Taken("", 0, 0, 0, null, null, List.of());
        }

        @Override
        public void serialize(Taken taken, DataOutputView out) throws IOException {
            out.writeUTF(taken.topic);
            out.writeInt(taken.partition);
            out.writeLong(taken.offset);
            out.writeLong(taken.epoch);
            BytesCodec.write(taken.key, out);
            BytesCodec.write(taken.value, out);
            BytesCodec.writeHeaders(taken.headers, out);
        }

        @Override
        public Taken deserialize(DataInputView in) throws IOException {
            return new Taken(
                    in.readUTF(),
                    in.readInt(),
                    in.readLong(),
                    in.readLong(),
                    BytesCodec.read(in),
                    BytesCodec.read(in),
                    BytesCodec.readHeaders(in));
        }

        @Override
        public TypeSerializerSnapshot<Taken> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Its version is Flink's; a change of the format needs a class of its own. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Taken> {
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
