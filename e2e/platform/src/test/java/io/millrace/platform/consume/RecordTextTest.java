package io.millrace.platform.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.platform.RegistryAccess;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordTextTest {

    private final RecordText text =
            new RecordText(new AvroValues(new RegistryAccess(URI.create("http://127.0.0.1:1/nobody"))));

    @Test
    void a_record_is_told_with_its_place_its_headers_its_key_and_its_value() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("dlq.error.code", "BAD_FRAMING".getBytes(StandardCharsets.UTF_8));
        headers.add("millrace.epoch", new byte[] {0, 0, 0, 7});

        assertThat(text.of(record("key", "what is this?".getBytes(StandardCharsets.UTF_8), headers)))
                .isEqualTo(
                        """
                        dlq partition 1 offset 17
                          dlq.error.code: BAD_FRAMING
                          millrace.epoch: 0x00000007
                          key: key
                          value: what is this?""");
    }

    @Test
    void a_value_that_nobody_can_read_is_told_in_hexadecimal() {
        assertThat(text.of(record("key", new byte[] {0, 0, 0, 0, 42, 1, 2}, new RecordHeaders())))
                .endsWith("value: 0x0000000" + "02a0102");
    }

    @Test
    void what_is_not_there_is_null() {
        assertThat(text.of(record(null, null, new RecordHeaders())))
                .contains("key: null")
                .endsWith("value: null");
    }

    private static ConsumerRecord<byte[], byte[]> record(
            @Nullable String key, byte @Nullable [] value, RecordHeaders headers) {
        return new ConsumerRecord<>(
                "dlq",
                1,
                17L,
                0L,
                TimestampType.CREATE_TIME,
                0,
                0,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                value,
                headers,
                Optional.empty());
    }
}
