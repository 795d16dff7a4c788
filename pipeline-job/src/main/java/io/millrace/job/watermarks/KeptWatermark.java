package io.millrace.job.watermarks;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How far event time was for a range of key groups, both ends included. */
record KeptWatermark(int firstKeyGroup, int lastKeyGroup, long watermark) {

    boolean concerns(int first, int last) {
        return firstKeyGroup <= last && first <= lastKeyGroup;
    }

    /** Its binary form. */
    static final class Serializer extends TypeSerializerSingleton<KeptWatermark> {

        static final Serializer INSTANCE = new Serializer();
        private static final long serialVersionUID = 1;

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public KeptWatermark createInstance() {
            return new KeptWatermark(0, 0, Long.MIN_VALUE);
        }

        @Override
        public KeptWatermark copy(KeptWatermark from) {
            return from;
        }

        @Override
        public KeptWatermark copy(KeptWatermark from, KeptWatermark reuse) {
            return from;
        }

        @Override
        public int getLength() {
            return 2 * Integer.BYTES + Long.BYTES;
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
        public KeptWatermark deserialize(KeptWatermark reuse, DataInputView in) throws IOException {
            return deserialize(in);
        }

        @Override
        public void copy(DataInputView in, DataOutputView out) throws IOException {
            out.write(in, getLength());
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
