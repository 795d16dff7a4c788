package io.millrace.job.records;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
            // Kafka bounds only the record; writeUTF ends at 64 KiB.
            ValueCodec.writeBytes(header.name().getBytes(StandardCharsets.UTF_8), out);
            write(header.value(), out);
        }
    }

    public static List<Header> readHeaders(DataInputView in) throws IOException {
        int size = in.readInt();
        List<Header> headers = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            String name = new String(ValueCodec.readBytes(in), StandardCharsets.UTF_8);
            headers.add(new Header(name, read(in)));
        }
        return headers;
    }
}
