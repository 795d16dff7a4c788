package io.millrace.bench.jobs;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's clients alone: what comes goes, in transactions. As many threads as the jobs have subtasks. Nothing that
 * reads and writes every record can cost less.
 */
public final class ByteLoop {

    private static final int THREADS = 2;

    private ByteLoop() {}

    public static void main(String[] arguments) throws IOException {
        Turns.take(arguments[0], ByteLoop::drain);
    }

    private static void drain(Turn turn) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> loops = IntStream.range(0, THREADS)
                    .<Future<?>>mapToObj(thread -> threads.submit(() -> drain(turn, thread)))
                    .toList();
            for (Future<?> loop : loops) {
                loop.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void drain(Turn turn, int thread) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(turn);
                KafkaProducer<byte[], byte[]> producer = producer(turn, thread)) {
            List<TopicPartition> partitions = consumer.partitionsFor(turn.inputTopic()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .filter(partition -> partition.partition() % THREADS == thread)
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            producer.initTransactions();
            copy(consumer, producer, turn, consumer.endOffsets(partitions));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what was not sent fails the commit
    private static void copy(
            KafkaConsumer<byte[], byte[]> consumer,
            KafkaProducer<byte[], byte[]> producer,
            Turn turn,
            Map<TopicPartition, Long> end) {
        producer.beginTransaction();
        long commitAt = System.nanoTime()
                + Duration.ofMillis(turn.checkpointIntervalMillis()).toNanos();
        while (end.entrySet().stream().anyMatch(each -> consumer.position(each.getKey()) < each.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                producer.send(new ProducerRecord<>(turn.outputTopic(), record.key(), record.value()));
            }
            if (System.nanoTime() > commitAt) {
                producer.commitTransaction();
                producer.beginTransaction();
                commitAt = System.nanoTime()
                        + Duration.ofMillis(turn.checkpointIntervalMillis()).toNanos();
            }
        }
        producer.commitTransaction();
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Turn turn) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        turn.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static KafkaProducer<byte[], byte[]> producer(Turn turn, int thread) {
        Properties properties = KafkaEnds.producer();
        properties.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, turn.bootstrapServers());
        properties.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, turn.transactionalIdPrefix() + thread);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
