package io.millrace.job.records;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Keys, values and headers between operators: bytes that may be missing have the length -1. */
public final class BytesCodec {

    private static final int MISSING = -1;

    private BytesCodec() {}

    public static void write(byte @Nullable [] bytes, DataOutputView out) throws IOException {
        if (bytes == null) {
            out.writeInt(MISSING);
        } else {
            ValueCodec.writeBytes(bytes, out);
        }
    }

    public static byte @Nullable [] read(DataInputView in) throws IOException {
        int length = in.readInt();
        if (length == MISSING) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    public static void writeHeaders(List<Header> headers, DataOutputView out) throws IOException {
        out.writeInt(headers.size());
        for (Header header : headers) {
            out.writeUTF(header.name());
            write(header.value(), out);
        }
    }

    public static List<Header> readHeaders(DataInputView in) throws IOException {
        int size = in.readInt();
        List<Header> headers = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            headers.add(new Header(in.readUTF(), read(in)));
        }
        return headers;
    }
}
