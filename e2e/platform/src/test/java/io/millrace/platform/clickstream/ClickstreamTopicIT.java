package io.millrace.platform.clickstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.platform.Checkout;
import io.millrace.platform.KafkaAccess;
import io.millrace.platform.RegistryAccess;
import io.millrace.platform.consume.AvroValues;
import io.millrace.platform.consume.TopicReader;
import io.millrace.platform.shared.SharedPlatform;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ClickstreamTopicIT {

    private final KafkaAccess kafka = SharedPlatform.get().kafka();
    private final RegistryAccess registry = SharedPlatform.get().registry();
    private final Path schema =
            Checkout.containing(Path.of("")).root().resolve("examples/clickstream/clickstream-value.avsc");

    @Test
    void what_is_written_can_be_read_with_the_registry_and_is_in_its_order() {
        // given
        String name = "clicks-" + UUID.randomUUID();
        Clickstream stream = Clickstream.of(3, 2_000, Instant.parse("2026-01-01T12:00:00Z"), 2, 10);
        // when
        try (ClickstreamTopic topic = ClickstreamTopic.create(name, stream.partitions(), schema, kafka, registry)) {
            topic.write(stream.clicks());
        }
        // then
        AvroValues avro = new AvroValues(registry);
        List<ConsumerRecord<byte[], byte[]>> records = new TopicReader(kafka).all(name);
        assertThat(records).hasSize(2_002);
        for (int partition = 0; partition < 2; partition++) {
            List<Click> written = ofPartition(stream, partition);
            List<ConsumerRecord<byte[], byte[]>> read = ofPartition(records, partition);
            assertThat(read).hasSameSizeAs(written);
            IntStream.range(0, written.size())
                    .filter(i -> written.get(i).fault().isEmpty())
                    .forEach(i -> assertThat(event(avro.decode(read.get(i).value())))
                            .isEqualTo(written.get(i).event()));
        }
    }

    private static List<Click> ofPartition(Clickstream stream, int partition) {
        return stream.clicks().stream()
                .filter(click -> click.partition() == partition)
                .toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> ofPartition(
            List<ConsumerRecord<byte[], byte[]>> records, int partition) {
        return records.stream()
                .filter(record -> record.partition() == partition)
                .toList();
    }

    private static ShopEvent event(GenericRecord record) {
        return new ShopEvent(
                (Long) record.get("user_id"),
                record.get("event_type").toString(),
                (Long) record.get("product_id"),
                (BigDecimal) record.get("price"),
                Instant.ofEpochMilli((Long) record.get("timestamp")));
    }
}
