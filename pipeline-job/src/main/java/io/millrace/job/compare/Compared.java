package io.millrace.job.compare;

import io.millrace.definition.Column;
import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import io.millrace.definition.RowType;
import io.millrace.job.compare.Unmatched.Occurrence;
import io.millrace.job.records.ImmutableSerializer;
import io.millrace.job.records.RecordTypeInfo;
import io.millrace.job.records.Row;
import io.millrace.job.records.RowSerializer;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A record of one side, ready to be compared.
 *
 * @param identity of an {@link #IDENTITY}: records of one identity are about the same thing
 * @param value the same for equal ones
 */
record Compared(Row identity, Side side, String value, Occurrence at) {

    /** The sink; the record's key and the start of its window, or its value where it has neither. */
    static final RowType IDENTITY = new RowType(List.of(
            new Column("sink", DataType.of(Kind.STRING).notNull()),
            new Column("key", DataType.of(Kind.BYTES)),
            new Column("window_start", DataType.of(Kind.STRING)),
            new Column("value", DataType.of(Kind.STRING))));

    static final TypeInformation<Compared> TYPE = new RecordTypeInfo<>(Compared.class, new Serializer());

    static String sink(Row identity) {
        return String.valueOf(identity.get(0));
    }

    static byte @Nullable [] key(Row identity) {
        return (byte[]) identity.get(1);
    }

    /** Across the network, to where all of one identity come together. */
    static final class Serializer extends ImmutableSerializer<Compared> {
        private static final long serialVersionUID = 1;

        private final RowSerializer identities = new RowSerializer(IDENTITY);

        @Override
        public Compared createInstance() {
            return new Compared(identities.createInstance(), Side.LIVE, "", new Occurrence(0, 0, 0));
        }

        @Override
        public void serialize(Compared compared, DataOutputView out) throws IOException {
            identities.serialize(compared.identity, out);
            out.writeByte(compared.side.code());
            Streamed.writeText(compared.value, out);
            out.writeLong(compared.at.epoch());
            out.writeInt(compared.at.partition());
            out.writeLong(compared.at.offset());
        }

        @Override
        public Compared deserialize(DataInputView in) throws IOException {
            return new Compared(
                    identities.deserialize(in),
                    Side.of(in.readByte()),
                    Streamed.readText(in),
                    new Occurrence(in.readLong(), in.readInt(), in.readLong()));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Serializer;
        }

        @Override
        public int hashCode() {
            return Serializer.class.hashCode();
        }

        @Override
        public TypeSerializerSnapshot<Compared> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Its version is Flink's; a change of the format needs a class of its own. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Compared> {
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
