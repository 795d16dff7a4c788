package io.millrace.platform.clickstream;

import io.millrace.definition.DeadLetterCode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A record of a dead letter topic: why it is there, and the whole record. */
public record DeadLetter(DeadLetterCode code, ConsumerRecord<byte[], byte[]> record) {

    static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
        Header code = record.headers().lastHeader("dlq.error.code");
        if (code == null) {
            throw new IllegalStateException("A dead letter without dlq.error.code: " + record.topic() + "-"
                    + record.partition() + " offset " + record.offset());
        }
        return new DeadLetter(DeadLetterCode.valueOf(new String(code.value(), StandardCharsets.UTF_8)), record);
    }

    public String valueInHex() {
        return HexFormat.of().formatHex(record.value());
    }
}
