package io.millrace.job.records;

import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Origins between operators. It knows the rows of every window, as any of them may be the origin of a later row. */
final class OriginCodec implements Serializable {

    private static final long serialVersionUID = 1;
    private static final byte CONSUMED = 0;
    private static final byte COMPUTED = 1;

    private final TreeMap<String, RowSerializer> windows;

    OriginCodec(Map<String, RowSerializer> windows) {
        this.windows = new TreeMap<>(windows);
    }

    Map<String, RowSerializer> windows() {
        return windows;
    }

    void write(Origin origin, DataOutputView out) throws IOException {
        if (origin instanceof Origin.Consumed consumed) {
            out.writeByte(CONSUMED);
            out.writeUTF(consumed.topic());
            out.writeInt(consumed.partition());
            out.writeLong(consumed.offset());
            out.writeLong(consumed.timestamp());
            BytesCodec.write(consumed.key(), out);
            BytesCodec.write(consumed.value(), out);
            BytesCodec.writeHeaders(consumed.headers(), out);
            out.writeInt(consumed.schemaId());
        } else if (origin instanceof Origin.Computed computed) {
            out.writeByte(COMPUTED);
            out.writeUTF(computed.step());
            rowsOf(computed.step()).serialize(computed.row(), out);
            out.writeLong(computed.rows());
        }
    }

    Origin read(DataInputView in) throws IOException {
        byte kind = in.readByte();
        if (kind == CONSUMED) {
            return new Origin.Consumed(
                    in.readUTF(),
                    in.readInt(),
                    in.readLong(),
                    in.readLong(),
                    BytesCodec.read(in),
                    BytesCodec.read(in),
                    BytesCodec.readHeaders(in),
                    in.readInt());
        }
        String step = in.readUTF();
        return new Origin.Computed(step, rowsOf(step).deserialize(in), in.readLong());
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
