package io.millrace.platform.clickstream;

import io.millrace.definition.DeadLetterCode;
import io.millrace.platform.KafkaAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What came out: rows and dead letters as {@code read_committed} readers see them. */
public final class ClickstreamOutput {

    private final KafkaAccess kafka;
    private final RegistryClient registry;

    public ClickstreamOutput(KafkaAccess kafka, RegistryClient registry) {
        this.kafka = kafka;
        this.registry = registry;
    }

    /** All rows in the topic, sorted; one that is there twice is in the list twice. */
    public List<SummaryRow> rows(String topic) {
        return CommittedRecords.of(kafka.bootstrapServers(), topic).stream()
                .map(this::row)
                .sorted()
                .toList();
    }

    public List<DeadLetter> deadLetters(String topic) {
        return CommittedRecords.of(kafka.bootstrapServers(), topic).stream()
                .map(DeadLetter::of)
                .toList();
    }

    /** The values in hex, sorted, by code: comparable with {@link ClickstreamExpectation#deadLetters()}. */
    public Map<DeadLetterCode, List<String>> deadLettersByCode(String topic) {
        return deadLetters(topic).stream()
                .collect(Collectors.groupingBy(
                        DeadLetter::code,
                        TreeMap::new,
                        Collectors.mapping(
                                DeadLetter::valueInHex,
                                Collectors.collectingAndThen(
                                        Collectors.toList(),
                                        values -> values.stream().sorted().toList()))));
    }

    private SummaryRow row(ConsumerRecord<byte[], byte[]> record) {
        ByteBuffer framed = ByteBuffer.wrap(record.value());
        framed.get();
        Schema schema = registry.schema(framed.getInt());
        GenericRecord row = decode(schema, record.value());
        return new SummaryRow(
                Instant.ofEpochMilli((long) row.get("window_start")),
                Instant.ofEpochMilli((long) row.get("window_end")),
                row.get("event_type").toString(),
                (long) row.get("event_count"),
                decimal((ByteBuffer) row.get("total_price")));
    }

    private static GenericRecord decode(Schema schema, byte[] framed) {
        try {
            return new GenericDatumReader<GenericRecord>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(framed, 5, framed.length - 5, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BigDecimal decimal(ByteBuffer unscaled) {
        byte[] bytes = new byte[unscaled.remaining()];
        unscaled.get(bytes);
        return new BigDecimal(new BigInteger(bytes), 2);
    }
}
