package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.platform.consume.TopicReader;
import io.millrace.platform.shared.SharedPlatform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@BesideOthers
class JsonOrdersIT {

    private static final Duration AT_MOST = Duration.ofMinutes(3);

    private static final String PIPELINE =
            """
            apiVersion: millrace.io/v1alpha1
            kind: StreamingPipeline
            metadata: {name: orders}
            spec:
              delivery: at-least-once
              flink: {checkpoints: {interval: 10m}}
              rollout: {deadlines: {settle: 20m}}
              topics: [{name: NS.paid, partitions: 1, replicas: 1, config: {cleanup.policy: compact}}]
              sources:
              - name: orders
                topic: NS.orders
                decode:
                  format: json
                  columns:
                  - {name: id, type: STRING}
                  - {name: status, type: STRING NOT NULL}
                  - {name: amount, type: "DECIMAL(10, 2)"}
                  - {name: pieces, type: INT}
              steps:
              - {name: paid, from: [orders], filter: "status = 'PAID'"}
              - name: priced
                from: [paid]
                derive:
                - {name: id, expr: id}
                - {name: total, expr: "amount * pieces"}
                - {name: size, expr: "CASE WHEN pieces > 9 THEN 'large' ELSE 'small' END"}
                - {name: each, expr: "100 / pieces"}
              sinks:
              - {name: out, from: [priced], topic: NS.paid, key: [id], encode: {format: json}}
            """;

    // No checkpoint commits while this runs: what is read was written without a transaction.
    @Test
    void json_orders_are_filtered_derived_and_keyed_and_what_cannot_be_is_a_dead_letter_with_its_code()
            throws InterruptedException, ExecutionException {
        // given
        SharedPlatform platform = SharedPlatform.get();
        platform.operator();
        String namespace = platform.controlPlane().freshNamespace("json-orders");
        Kubectl kubectl = new Kubectl(platform.controlPlane(), namespace);
        String bootstrapServers = platform.kafka().bootstrapServers();
        createTopic(bootstrapServers, namespace + ".orders");

        // when
        kubectl.apply(PIPELINE.replace("NS", namespace));
        send(
                bootstrapServers,
                namespace + ".orders",
                "{\"id\":\"a\",\"status\":\"PAID\",\"amount\":12.50,\"pieces\":4,\"unknown\":[1]}",
                "{\"id\":\"b\",\"status\":\"OPEN\",\"amount\":1,\"pieces\":1}",
                "{\"id\":\"c\",\"status\":\"PAID\",\"amount\":null,\"pieces\":10}",
                "{\"id\":\"d\",\"status\":\"PAID\",\"amount\":3,\"pieces\":0}",
                "{\"id\":\"e\",\"amount\":3,\"pieces\":1}",
                "{\"id\":\"f\",",
                "{\"status\":\"PAID\",\"amount\":3,\"pieces\":1}");

        // then
        TopicReader topics = new TopicReader(platform.kafka());
        await().atMost(AT_MOST).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            assertThat(topics.all(namespace + ".paid").stream().map(JsonOrdersIT::keyAndValue))
                    .containsExactlyInAnyOrder(
                            "a {\"id\":\"a\",\"total\":50.00,\"size\":\"small\",\"each\":25}",
                            "c {\"id\":\"c\",\"total\":null,\"size\":\"large\",\"each\":10}");
            assertThat(topics.all("dlq." + namespace + ".orders").stream().map(JsonOrdersIT::codeAndValue))
                    .containsExactlyInAnyOrder(
                            "EXPRESSION {\"id\":\"d\",\"status\":\"PAID\",\"amount\":3,\"pieces\":0}",
                            "DECODE {\"id\":\"e\",\"amount\":3,\"pieces\":1}",
                            "DECODE {\"id\":\"f\",",
                            "NULL_KEY {\"status\":\"PAID\",\"amount\":3,\"pieces\":1}");
        });
        kubectl.delete("orders");
    }

    private static String keyAndValue(ConsumerRecord<byte[], byte[]> record) {
        return text(record.key()) + " " + text(record.value());
    }

    private static String codeAndValue(ConsumerRecord<byte[], byte[]> record) {
        return text(record.headers().lastHeader("dlq.error.code").value()) + " " + text(record.value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void createTopic(String bootstrapServers, String name)
            throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(name, 2, (short) 1))).all().get();
        }
    }

    private static void send(String bootstrapServers, String topic, String... values)
            throws InterruptedException, ExecutionException {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringSerializer(),
                new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, value)).get();
            }
        }
    }
}
