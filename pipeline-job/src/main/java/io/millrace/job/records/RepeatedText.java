package io.millrace.job.records;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Texts that are mostly the same as the one before, such as the name of a topic: encoded and decoded once. Serializers
 * are shared between threads; what they find here is whole, and at worst not the last one.
 */
final class RepeatedText implements Serializable {

    private static final long serialVersionUID = 1;

    private transient Known known = Known.of("");

    @SuppressWarnings("ArrayRecordComponent") // never handed out
    private record Known(String text, byte[] bytes) {
        static Known of(String text) {
            return new Known(text, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    void write(String text, DataOutputView out) throws IOException {
        Known last = known;
        if (!last.text.equals(text)) {
            last = Known.of(text);
            known = last;
        }
        ValueCodec.writeBytes(last.bytes, out);
    }

    String read(DataInputView in) throws IOException {
        Known last = known;
        byte[] bytes = ValueCodec.readBytes(in);
        if (!Arrays.equals(last.bytes, bytes)) {
            last = new Known(new String(bytes, StandardCharsets.UTF_8), bytes);
            known = last;
        }
        return last.text;
    }

    private Object readResolve() {
        return new RepeatedText();
    }
}
