package io.millrace.job.compare;

import io.millrace.job.records.ImmutableSerializer;
import io.millrace.job.records.RecordTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What the judge is told by those who read. */
sealed interface Notice {

    TypeInformation<Notice> TYPE = new RecordTypeInfo<>(Notice.class, new Serializer());

    Side side();

    /** So many records more of a topic and an epoch have been read. */
    record Counted(Side side, String topic, long epoch, long records) implements Notice {}

    /** So many of them have keys outside of the sample, and are not compared. */
    record Outside(Side side, String topic, long epoch, long records) implements Notice {}

    /** A row of the side's ledger. */
    @SuppressWarnings("ArrayRecordComponent") // carried as it came, never compared
    record Booked(Side side, byte[] row) implements Notice {}

    /** Something of a window has been read that both sides have all rows of. */
    record Window(Side side, String sink, long start, long end) implements Notice {}

    /** On its way to the judge. */
    final class Serializer extends ImmutableSerializer<Notice> {
        private static final long serialVersionUID = 1;
        private static final byte COUNTED = 0;
        private static final byte BOOKED = 1;
        private static final byte WINDOW = 2;
        private static final byte OUTSIDE = 3;

        @Override
        public Notice createInstance() {
            return new Counted(Side.LIVE, "", 0, 0);
        }

        @Override
        public void serialize(Notice notice, DataOutputView out) throws IOException {
            out.writeByte(notice.side().code());
            if (notice instanceof Counted counted) {
                out.writeByte(COUNTED);
                out.writeUTF(counted.topic);
                out.writeLong(counted.epoch);
                out.writeLong(counted.records);
            } else if (notice instanceof Outside outside) {
                out.writeByte(OUTSIDE);
                out.writeUTF(outside.topic);
                out.writeLong(outside.epoch);
                out.writeLong(outside.records);
            } else if (notice instanceof Window window) {
                out.writeByte(WINDOW);
                out.writeUTF(window.sink);
                out.writeLong(window.start);
                out.writeLong(window.end);
            } else if (notice instanceof Booked booked) {
                out.writeByte(BOOKED);
                Streamed.writeBytes(booked.row, out);
            }
        }

        @Override
        public Notice deserialize(DataInputView in) throws IOException {
            Side side = Side.of(in.readByte());
            byte kind = in.readByte();
            return switch (kind) {
                case COUNTED -> new Counted(side, in.readUTF(), in.readLong(), in.readLong());
                case OUTSIDE -> new Outside(side, in.readUTF(), in.readLong(), in.readLong());
                case WINDOW -> new Window(side, in.readUTF(), in.readLong(), in.readLong());
                case BOOKED -> new Booked(side, Streamed.readBytes(in));
                default -> throw new IOException("there is no notice of kind " + kind);
            };
        }

        @Override
        public TypeSerializerSnapshot<Notice> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Its version is Flink's; a change of the format needs a class of its own. */
    final class Snapshot extends SimpleTypeSerializerSnapshot<Notice> {
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
