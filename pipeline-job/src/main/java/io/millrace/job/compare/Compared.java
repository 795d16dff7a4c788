package io.millrace.job.compare;

import io.millrace.definition.Column;
import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import io.millrace.definition.RowType;
import io.millrace.job.compare.Unmatched.Occurrence;
import io.millrace.job.formats.ComparedValue;
import io.millrace.job.records.ImmutableSerializer;
import io.millrace.job.records.RecordTypeInfo;
import io.millrace.job.records.Row;
import io.millrace.job.records.RowSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
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

    /** In place of a sink: the late records themselves. */
    static final String LATE = "";

    private static final String MARK = "late:";
    private static final String KEY_AND_VALUE = " ";

    /**
     * The sink; then of the result of a window the window's key and start, of other records with a key that and, where
     * they have one, the start of their window, of those without a key the value.
     */
    static final RowType IDENTITY = new RowType(List.of(
            new Column("sink", DataType.of(Kind.STRING).notNull()),
            new Column("key", DataType.of(Kind.BYTES)),
            new Column("window_start", DataType.of(Kind.STRING)),
            new Column("value", DataType.of(Kind.STRING))));

    static final TypeInformation<Compared> TYPE = new RecordTypeInfo<>(Compared.class, new Serializer());

    /** One that is compared by itself, and shown by its key. */
    static Compared of(String sink, Side side, Taken taken, ComparedValue value) {
        if (value.windowKey().isPresent()) {
            return of(
                    sink,
                    value.windowKey().get(),
                    value.windowStart().orElse(null),
                    side,
                    keyText(taken.key()) + KEY_AND_VALUE + value.text(),
                    taken);
        }
        Row identity = taken.key() == null
                ? new Row(sink, null, null, value.text())
                : new Row(sink, taken.key(), value.windowStart().orElse(null), null);
        return new Compared(identity, side, value.text(), at(taken));
    }

    // The window's key tells which record it is; its own must be the same all the same.
    private static String keyText(byte @Nullable [] key) {
        return key == null ? "-" : Base64.getEncoder().encodeToString(key);
    }

    /** A late record, beside the result of a window that it would have been in. */
    static Compared mark(String sink, String windowKey, String windowStart, Side side, String id, Taken taken) {
        return of(sink, windowKey, windowStart, side, MARK + id, taken);
    }

    private static Compared of(
            String sink, String windowKey, @Nullable String windowStart, Side side, String value, Taken taken) {
        byte[] key = windowKey.getBytes(StandardCharsets.UTF_8);
        return new Compared(new Row(sink, key, windowStart, null), side, value, at(taken));
    }

    /** A late record, compared by itself. */
    static Compared late(Side side, String id, Taken taken) {
        return new Compared(new Row(LATE, null, null, id), side, id, at(taken));
    }

    private static Occurrence at(Taken taken) {
        return new Occurrence(taken.epoch(), taken.partition(), taken.offset());
    }

    static boolean isMark(String value) {
        return value.startsWith(MARK);
    }

    /** Of what is compared, what is shown. */
    static String shown(String value) {
        return value.startsWith("{") || !value.contains(KEY_AND_VALUE)
                ? value
                : value.substring(value.indexOf(KEY_AND_VALUE) + KEY_AND_VALUE.length());
    }

    static String sink(Row identity) {
        return String.valueOf(identity.get(0));
    }

    /** Empty for what is no result of a window. */
    static OptionalLong windowStart(Row identity) {
        Object start = identity.get(2);
        try {
            return start == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(Instant.parse((String) start).toEpochMilli());
        } catch (DateTimeParseException e) {
            return OptionalLong.empty();
        }
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
