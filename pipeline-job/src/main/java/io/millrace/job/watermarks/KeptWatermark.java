package io.millrace.job.watermarks;

import io.millrace.job.records.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How far event time was for a range of key groups, both ends included. */
record KeptWatermark(int firstKeyGroup, int lastKeyGroup, long watermark) {

    boolean concerns(int first, int last) {
        return firstKeyGroup <= last && first <= lastKeyGroup;
    }

    /** Its binary form. */
    static final class Serializer extends ImmutableSerializer<KeptWatermark> {

        static final Serializer INSTANCE = new Serializer();
        private static final long serialVersionUID = 1;

        @Override
        public KeptWatermark createInstance() {
            return new KeptWatermark(0, 0, Long.MIN_VALUE);
        }

        @Override
        public void serialize(KeptWatermark kept, DataOutputView out) throws IOException {
            out.writeInt(kept.firstKeyGroup);
            out.writeInt(kept.lastKeyGroup);
            out.writeLong(kept.watermark);
        }

        @Override
        public KeptWatermark deserialize(DataInputView in) throws IOException {
            return new KeptWatermark(in.readInt(), in.readInt(), in.readLong());
        }

        @Override
        public TypeSerializerSnapshot<KeptWatermark> snapshotConfiguration() {
            return new Snapshot();
        }

        /** A change of the format needs a class of its own. */
        public static final class Snapshot extends SimpleTypeSerializerSnapshot<KeptWatermark> {
            public Snapshot() {
                super(() -> INSTANCE);
            }
        }
    }
}
