package io.millrace.platform.consume;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record as lines for people: its place, its headers, its key and its value. */
public final class RecordText {

    private static final int LONGEST_HEADER = 160;

    private final AvroValues avro;

    public RecordText(AvroValues avro) {
        this.avro = avro;
    }

    public String of(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder();
        text.append(record.topic() + " partition " + record.partition() + " offset " + record.offset() + "\n");
        for (Header header : record.headers()) {
            text.append("  " + header.key() + ": " + shortened(plain(header.value())) + "\n");
        }
        text.append("  key: " + plain(record.key()) + "\n");
        text.append("  value: " + value(record.value()));
        return text.toString();
    }

    private String value(byte @Nullable [] value) {
        if (value == null || !AvroValues.isFramed(value)) {
            return plain(value);
        }
        try {
            return avro.decode(value).toString();
        } catch (RuntimeException unreadable) {
            // Dead letters are here because nobody could read them.
            return plain(value);
        }
    }

    private static String plain(byte @Nullable [] bytes) {
        if (bytes == null) {
            return "null";
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean readable = text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t');
            return readable ? text : hex(bytes);
        } catch (CharacterCodingException e) {
            return hex(bytes);
        }
    }

    private static String hex(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }

    private static String shortened(String text) {
        String line = text.replace("\n", " ");
        return line.length() <= LONGEST_HEADER ? line : line.substring(0, LONGEST_HEADER) + "…";
    }
}
