package io.millrace.job.records;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Records on their way to the sink. */
public final class OutRecordSerializer extends ImmutableSerializer<OutRecord> {

    private static final long serialVersionUID = 1;

    @Override
    public OutRecord createInstance() {
        return OutRecord.unstamped("", null, null, List.of());
    }

    @Override
    public void serialize(OutRecord record, DataOutputView out) throws IOException {
        out.writeUTF(record.topic());
        BytesCodec.write(record.key(), out);
        BytesCodec.write(record.value(), out);
        BytesCodec.writeHeaders(record.headers(), out);
        out.writeLong(record.epoch());
    }

    @Override
    public OutRecord deserialize(DataInputView in) throws IOException {
        return new OutRecord(
                in.readUTF(), BytesCodec.read(in), BytesCodec.read(in), BytesCodec.readHeaders(in), in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<OutRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Its version is Flink's; a change of the format needs a class of its own. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<OutRecord> {
        public Snapshot() {
            super(OutRecordSerializer::new);
        }
    }
}
