package io.millrace.job.records;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Origins between operators. It knows the rows of every window, as any of them may be the origin of a later row. Each
 * record that goes into a window passes here twice, so what is not there takes no more than a bit.
 */
final class OriginCodec implements Serializable {

    private static final long serialVersionUID = 2;

    private static final int COMPUTED = 1;
    private static final int HAS_KEY = 2;
    private static final int HAS_VALUE = 4;
    private static final int HAS_HEADERS = 8;

    private final TreeMap<String, RowSerializer> windows;
    private final RepeatedText topics = new RepeatedText();

    OriginCodec(Map<String, RowSerializer> windows) {
        this.windows = new TreeMap<>(windows);
    }

    Map<String, RowSerializer> windows() {
        return windows;
    }

    void write(Origin origin, DataOutputView out) throws IOException {
        if (origin instanceof Origin.Consumed consumed) {
            write(consumed, out);
        } else if (origin instanceof Origin.Computed computed) {
            out.writeByte(COMPUTED);
            out.writeUTF(computed.step());
            rowsOf(computed.step()).serialize(computed.row(), out);
            out.writeLong(computed.rows());
        }
    }

    private void write(Origin.Consumed consumed, DataOutputView out) throws IOException {
        byte[] key = consumed.key();
        byte[] value = consumed.value();
        List<Header> headers = consumed.headers();
        out.writeByte(
                (key == null ? 0 : HAS_KEY) | (value == null ? 0 : HAS_VALUE) | (headers.isEmpty() ? 0 : HAS_HEADERS));
        topics.write(consumed.topic(), out);
        out.writeInt(consumed.partition());
        out.writeLong(consumed.offset());
        out.writeLong(consumed.timestamp());
        out.writeInt(consumed.schemaId());
        if (key != null) {
            ValueCodec.writeBytes(key, out);
        }
        if (value != null) {
            ValueCodec.writeBytes(value, out);
        }
        if (!headers.isEmpty()) {
            BytesCodec.writeHeaders(headers, out);
        }
    }

    Origin read(DataInputView in) throws IOException {
        int form = in.readByte();
        if (form == COMPUTED) {
            String step = in.readUTF();
            return new Origin.Computed(step, rowsOf(step).deserialize(in), in.readLong());
        }
        String topic = topics.read(in);
        int partition = in.readInt();
        long offset = in.readLong();
        long timestamp = in.readLong();
        int schemaId = in.readInt();
        byte[] key = (form & HAS_KEY) == 0 ? null : ValueCodec.readBytes(in);
        byte[] value = (form & HAS_VALUE) == 0 ? null : ValueCodec.readBytes(in);
        List<Header> headers = (form & HAS_HEADERS) == 0 ? List.of() : BytesCodec.readHeaders(in);
        return new Origin.Consumed(topic, partition, offset, timestamp, key, value, headers, schemaId);
    }

    private RowSerializer rowsOf(String step) throws IOException {
        RowSerializer rows = windows.get(step);
        if (rows == null) {
            throw new IOException("no window is called '" + step + "'");
        }
        return rows;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OriginCodec that && windows.equals(that.windows);
    }

    @Override
    public int hashCode() {
        return windows.hashCode();
    }
}
