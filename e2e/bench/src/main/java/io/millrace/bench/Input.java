package io.millrace.bench;

import io.millrace.bench.avro.EventSummary;
import io.millrace.bench.avro.ShopClick;
import io.millrace.definition.SchemaPin;
import io.millrace.platform.KafkaAccess;
import io.millrace.platform.PlatformException;
import io.millrace.platform.RegistryAccess;
import io.millrace.platform.registry.RegistryClient;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The filled topic that all rivals read. */
record Input(String topic, int records, long bytes, SchemaPin clicks, SchemaPin summaries, Expectations expectations) {

    private static final String TOPIC = "clickstream";

    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells
    static Input fill(Clicks clicks, Topics topics, KafkaAccess kafka, RegistryAccess registry) {
        topics.create(TOPIC);
        SchemaPin clickSchema = register(TOPIC + "-value", ShopClick.getClassSchema(), registry);
        SchemaPin summarySchema = register("event_summary-value", EventSummary.getClassSchema(), registry);
        Expectations expectations = new Expectations(summarySchema.id());
        AvroBytes<ShopClick> values = new AvroBytes<>(ShopClick.class, clickSchema.id());
        long bytes = 0;
        AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer = producer(kafka)) {
            int partition = 0;
            for (Iterator<ShopClick> each = clicks.stream().iterator(); each.hasNext(); ) {
                ShopClick click = each.next();
                byte[] value = values.of(click);
                bytes += value.length;
                expectations.add(click, value);
                producer.send(new ProducerRecord<>(TOPIC, partition, null, value), (written, e) -> {
                    if (e != null) {
                        failed.set(e);
                    }
                });
                partition = (partition + 1) % Topics.PARTITIONS;
            }
        }
        if (failed.get() != null) {
            throw new PlatformException("The input topic cannot be filled", failed.get());
        }
        return new Input(TOPIC, clicks.count(), bytes, clickSchema, summarySchema, expectations);
    }

    private static SchemaPin register(String subject, Schema schema, RegistryAccess registry) {
        int id = new RegistryClient(registry).register(subject, schema);
        return new SchemaPin(subject, 1, id, schema.toString());
    }

    private static KafkaProducer<byte[], byte[]> producer(KafkaAccess kafka) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
