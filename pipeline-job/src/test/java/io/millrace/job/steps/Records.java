package io.millrace.job.steps;

import io.millrace.job.records.Header;
import io.millrace.job.records.OutRecord;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was written, as text. */
final class Records {

    private Records() {}

    static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The headers by name, the last of each. */
    static Map<String, @Nullable String> headers(OutRecord record) {
        Map<String, @Nullable String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.name(), text(header.value()));
        }
        return headers;
    }
}
