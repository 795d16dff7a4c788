package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.definition.ledger.Account;
import io.millrace.platform.consume.TopicReader;
import io.millrace.platform.shared.SharedPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** Without transactions a failure repeats what was written since the last checkpoint, and loses nothing. */
@BesideOthers
class AtLeastOnceIT {

    private static final Duration AT_MOST = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MINUTE = 60_000;

    // The only checkpoint is the one that the test asks for.
    private static final String PIPELINE =
            """
            apiVersion: millrace.io/v1alpha1
            kind: StreamingPipeline
            metadata: {name: orders}
            spec:
              delivery: at-least-once
              flink: {checkpoints: {interval: 10m}}
              rollout: {deadlines: {settle: 20m}}
              topics:
              - {name: NS.copy, partitions: 1, replicas: 1}
              - {name: NS.minutes, partitions: 1, replicas: 1}
              sources:
              - name: orders
                topic: NS.orders
                decode: {format: json, columns: [{name: id, type: INT NOT NULL}, {name: at, type: BIGINT NOT NULL}]}
                eventTime: {column: at}
              steps:
              - {name: minutes, from: [orders], window: {tumbling: 1m, aggregate: [{name: orders, expr: COUNT(*)}]}}
              sinks:
              - {name: copy, from: [orders], topic: NS.copy, encode: {format: json}}
              - {name: out, from: [minutes], topic: NS.minutes, encode: {format: json}}
            """;

    private static final String CHECKPOINT =
            """
            apiVersion: flink.apache.org/v1beta1
            kind: FlinkStateSnapshot
            metadata: {name: between}
            spec: {backoffLimit: 0, jobReference: {kind: FlinkDeployment, name: orders}, checkpoint: {}}
            """;

    private final SharedPlatform platform = SharedPlatform.get();
    private final String namespace = platform.controlPlane().freshNamespace("at-least-once");
    private final Kubectl kubectl = new Kubectl(platform.controlPlane(), namespace);

    @Test
    void a_failure_repeats_what_no_checkpoint_has_and_windows_count_it_once() throws Exception {
        // given
        platform.operator();
        createTopic();
        kubectl.apply(PIPELINE.replace("NS", namespace));
        send(0, 20, 0);
        eventually(() -> assertThat(timesById()).isEqualTo(once(0, 20)));
        kubectl.apply(CHECKPOINT);
        eventually(() -> assertThat(kubectl.get("flinkstatesnapshots", "between")
                        .at("/status/state")
                        .asText())
                .isEqualTo("COMPLETED"));
        send(20, 40, 1_000);
        eventually(() -> assertThat(timesById()).isEqualTo(once(0, 40)));

        // when
        ProcessHandle taskManager =
                new FlinkProcesses(namespace, "orders").taskManagers().get(0);
        taskManager.destroyForcibly();
        assertThat(taskManager.onExit()).succeedsWithin(Duration.ofSeconds(10));
        send(40, 41, 2 * MINUTE);

        // then
        eventually(() -> {
            Map<Integer, Long> copied = timesById();
            assertThat(copied)
                    .as("with what the checkpoint has, once")
                    .hasSize(41)
                    .containsAllEntriesOf(once(0, 20));
            assertThat(copied).allSatisfy((id, times) -> assertThat(times)
                    .as("how often %d was written", id)
                    .isGreaterThanOrEqualTo(20 <= id && id < 40 ? 2 : 1));
        });
        eventually(() -> assertThat(values(namespace + ".minutes"))
                .extracting(row -> row.get("orders").asLong())
                .containsExactly(40L));
        // What was read again is in the books once, as it is in the windows.
        LedgerView ledger = new LedgerView(platform.kafka(), kubectl, namespace, "orders");
        kubectl.apply(CHECKPOINT.replace("between", "at-the-end"));
        eventually(() -> assertThat(
                        ledger.latest().orElseThrow().total().place("orders").of(Account.IN))
                .isEqualTo(41));
        eventually(() -> new PipelineView(kubectl, "orders").hasCondition("LedgerBalanced", "True"));
        kubectl.delete("orders");
    }

    private static Map<Integer, Long> once(int from, int to) {
        return IntStream.range(from, to).boxed().collect(Collectors.toMap(id -> id, id -> 1L));
    }

    private Map<Integer, Long> timesById() {
        return values(namespace + ".copy").stream()
                .collect(Collectors.groupingBy(row -> row.get("id").asInt(), Collectors.counting()));
    }

    private List<JsonNode> values(String topic) {
        return new TopicReader(platform.kafka())
                .all(topic).stream().map(record -> parse(record.value())).toList();
    }

    private static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void createTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, platform.kafka().bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(namespace + ".orders", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private void send(int from, int to, long at) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, platform.kafka().bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (int id = from; id < to; id++) {
                String value = "{\"id\":" + id + ",\"at\":" + at + "}";
                producer.send(new ProducerRecord<>(namespace + ".orders", value))
                        .get();
            }
        }
    }

    private static void eventually(ThrowingRunnable holds) {
        await().atMost(AT_MOST).pollInterval(Duration.ofMillis(500)).untilAsserted(holds);
    }
}
