package io.millrace.job.records;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Origins between operators. It knows the rows of every window, as any of them may be the origin of a later row. Each
 * record that goes into a window passes here twice: a consumed one has its length in front, so that it is read as one
 * array, and what it does not have takes no more than a bit.
 */
final class OriginCodec implements Serializable {

    private static final long serialVersionUID = 3;

    // In the place of a length.
    private static final int COMPUTED = -1;

    private static final int HAS_KEY = 1;
    private static final int HAS_VALUE = 2;
    private static final int HAS_HEADERS = 4;

    private static final int SMALL = 64;

    // Form, partition, offset, timestamp, schema.
    private static final int FIXED_SIZE = 1 + Integer.BYTES + 2 * Long.BYTES + Integer.BYTES;

    private final TreeMap<String, RowSerializer> windows;
    private final RepeatingTexts topics = new RepeatingTexts();

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
            out.writeInt(COMPUTED);
            out.writeUTF(computed.step());
            rowsOf(computed.step()).serialize(computed.row(), out);
            out.writeLong(computed.rows());
        } else if (origin instanceof PackedOrigin packed) {
            ValueCodec.writeBytes(packed.bytes(), out);
        }
    }

    private void write(Origin.Consumed consumed, DataOutputView out) throws IOException {
        byte[] topic = topics.bytesOf(consumed.topic());
        byte[] key = consumed.key();
        byte[] value = consumed.value();
        byte[] headers = consumed.headers().isEmpty() ? null : bytesOf(consumed.headers());
        out.writeInt(FIXED_SIZE + size(topic) + size(key) + size(value) + size(headers));
        out.writeByte(
                (key == null ? 0 : HAS_KEY) | (value == null ? 0 : HAS_VALUE) | (headers == null ? 0 : HAS_HEADERS));
        out.writeInt(consumed.partition());
        out.writeLong(consumed.offset());
        out.writeLong(consumed.timestamp());
        out.writeInt(consumed.schemaId());
        ValueCodec.writeBytes(topic, out);
        if (key != null) {
            ValueCodec.writeBytes(key, out);
        }
        if (value != null) {
            ValueCodec.writeBytes(value, out);
        }
        if (headers != null) {
            ValueCodec.writeBytes(headers, out);
        }
    }

    private static int size(byte @Nullable [] part) {
        return part == null ? 0 : Integer.BYTES + part.length;
    }

    private static byte[] bytesOf(List<Header> headers) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(SMALL);
        BytesCodec.writeHeaders(headers, out);
        return out.getCopyOfBuffer();
    }

    Origin read(DataInputView in) throws IOException {
        int length = in.readInt();
        if (length == COMPUTED) {
            String step = in.readUTF();
            return new Origin.Computed(step, rowsOf(step).deserialize(in), in.readLong());
        }
        byte[] packed = new byte[length];
        in.readFully(packed);
        return new PackedOrigin(packed, this);
    }

    Origin.Consumed unpack(byte[] packed) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(packed);
        int form = in.readByte();
        int partition = in.readInt();
        long offset = in.readLong();
        long timestamp = in.readLong();
        int schemaId = in.readInt();
        String topic = topics.read(in);
        byte[] key = (form & HAS_KEY) == 0 ? null : ValueCodec.readBytes(in);
        byte[] value = (form & HAS_VALUE) == 0 ? null : ValueCodec.readBytes(in);
        List<Header> headers = (form & HAS_HEADERS) == 0 ? List.of() : headersOf(ValueCodec.readBytes(in));
        return new Origin.Consumed(topic, partition, offset, timestamp, key, value, headers, schemaId);
    }

    private static List<Header> headersOf(byte[] bytes) throws IOException {
        return BytesCodec.readHeaders(new DataInputDeserializer(bytes));
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
