package io.millrace.platform.clickstream;

import io.millrace.platform.KafkaAccess;
import io.millrace.platform.RegistryAccess;
import io.millrace.platform.consume.AvroValues;
import io.millrace.platform.consume.TopicReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What the example's pipeline has written and committed so far, in the words of {@link Expectation}. */
public final class PipelineOutput {

    private final TopicReader topics;
    private final AvroValues avro;

    public PipelineOutput(KafkaAccess kafka, RegistryAccess registry) {
        this.topics = new TopicReader(kafka);
        this.avro = new AvroValues(registry);
    }

    public Expectation read(String summaryTopic, String deadLetterTopic) {
        return read(summaryTopic, deadLetterTopic, record -> true);
    }

    /** Only of the records that are asked for. */
    public Expectation read(
            String summaryTopic, String deadLetterTopic, Predicate<ConsumerRecord<byte[], byte[]>> which) {
        List<EventSummary> rows = topics.all(summaryTopic).stream()
                .filter(which)
                .map(record -> summary(avro.decode(record.value())))
                .toList();
        Map<String, Long> deadLetters = topics.all(deadLetterTopic).stream()
                .filter(which)
                .collect(Collectors.groupingBy(PipelineOutput::code, TreeMap::new, Collectors.counting()));
        return new Expectation(Expectation.sorted(rows), deadLetters);
    }

    /**
     * @param column holds a whole number or nothing, and came to the schema of the rows later
     */
    public List<GrownSummary> readGrown(String summaryTopic, String column) {
        return topics.all(summaryTopic).stream()
                .map(record -> avro.decode(record.value()))
                .map(row -> new GrownSummary(summary(row), added(row, column)))
                .toList();
    }

    private static Optional<Long> added(GenericRecord row, String column) {
        return row.hasField(column) ? Optional.ofNullable((Long) row.get(column)) : Optional.empty();
    }

    private static String code(ConsumerRecord<byte[], byte[]> deadLetter) {
        Header code = deadLetter.headers().lastHeader("dlq.error.code");
        return code == null ? "(no code)" : new String(code.value(), StandardCharsets.UTF_8);
    }

    private static EventSummary summary(GenericRecord row) {
        return new EventSummary(
                row.get("event_type").toString(),
                Instant.ofEpochMilli((Long) row.get("window_start")),
                Instant.ofEpochMilli((Long) row.get("window_end")),
                (Long) row.get("event_count"),
                (BigDecimal) row.get("total_price"));
    }
}
