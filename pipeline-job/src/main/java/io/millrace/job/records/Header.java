package io.millrace.job.records;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A header of a Kafka record; names may repeat. */
@SuppressWarnings("ArrayRecordComponent") // carried as it came, never compared
public record Header(String name, byte @Nullable [] value) {

    public static Header text(String name, String value) {
        return new Header(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
