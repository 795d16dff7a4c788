package io.millrace.lab;

import io.millrace.platform.KafkaAccess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** Orders that come at a pace, each of them once; now and then none come. */
final class Feed implements AutoCloseable {

    private static final Instant FIRST = Instant.parse("2026-05-04T08:00:00Z");

    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final Pace pace;
    private final Set<String> sent = new LinkedHashSet<>();
    private final CompletableFuture<Void> sending;
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean resting;
    private volatile boolean stopped;

    private Feed(KafkaAccess kafka, String topic, Pace pace) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.topic = topic;
        this.pace = pace;
        this.sending = CompletableFuture.runAsync(this::send, task -> new Thread(task, "orders").start());
    }

    static Feed start(KafkaAccess kafka, String topic, Pace pace) {
        return new Feed(kafka, topic, pace);
    }

    private void send() {
        while (!stopped) {
            if (!resting) {
                burst();
            }
            LockSupport.parkNanos(pace.pause.toNanos());
        }
    }

    private synchronized void burst() {
        if (resting) {
            return;
        }
        List<Future<RecordMetadata>> acknowledged = new ArrayList<>();
        for (int i = 0; i < pace.recordsAtOnce; i++) {
            String order = order(sent.size());
            sent.add(order);
            acknowledged.add(producer.send(new ProducerRecord<>(
                    topic, sent.size() % Broker.PARTITIONS, null, order.getBytes(StandardCharsets.UTF_8))));
        }
        acknowledged.forEach(Feed::await);
        count.set(sent.size());
    }

    private static void await(Future<RecordMetadata> acknowledged) {
        try {
            acknowledged.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("an order could not be sent", e);
        }
    }

    // As the sink writes it: milliseconds, whatever they are.
    private static String order(int number) {
        return "{\"id\":\"o%d\",\"amount\":%d,\"at\":\"%s\"}"
                .formatted(number, 1 + number % 7, TIME.format(FIRST.plusMillis(number * 10L)));
    }

    /** Until so many more have come. */
    void awaitMore(int records) {
        int until = count.get() + records;
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> count.get() >= until);
    }

    /** No more come until they are asked for again. */
    synchronized void rest() {
        resting = true;
    }

    void goOn() {
        resting = false;
    }

    /** All that came. */
    synchronized Set<String> sent() {
        return Set.copyOf(sent);
    }

    @Override
    public void close() {
        stopped = true;
        sending.join();
        producer.close(Duration.ofSeconds(10));
    }
}
