package io.millrace.bench;

import io.millrace.platform.KafkaAccess;
import io.millrace.platform.PlatformException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topics of the bench: each turn has an output topic of its own, which goes when it was checked. */
final class Topics implements AutoCloseable {

    static final int PARTITIONS = 4;

    private final KafkaAccess kafka;
    private final Admin admin;

    /** What is committed in a topic, and when its last record was made. */
    record Content(Digest digest, Instant lastMade) {}

    Topics(KafkaAccess kafka) {
        this.kafka = kafka;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
    }

    void create(String topic) {
        await(
                "create " + topic,
                admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                        .all());
    }

    void delete(String topic) {
        await("delete " + topic, admin.deleteTopics(List.of(topic)).all());
    }

    private static void await(String what, KafkaFuture<Void> done) {
        try {
            done.get();
        } catch (ExecutionException e) {
            throw new PlatformException("Cannot " + what + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted: " + what, e);
        }
    }

    Content read(String topic) {
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        Digest.Sum sum = new Digest.Sum();
        long lastMade = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            while (end.entrySet().stream().anyMatch(each -> consumer.position(each.getKey()) < each.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    sum.add(record.key(), record.value());
                    lastMade = Math.max(lastMade, record.timestamp());
                }
            }
        }
        return new Content(sum.digest(), Instant.ofEpochMilli(lastMade));
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        admin.close();
    }
}
