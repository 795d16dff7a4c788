package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.platform.clickstream.Click;
import io.millrace.platform.clickstream.Clickstream;
import io.millrace.platform.clickstream.Expectation;
import io.millrace.platform.clickstream.Fault;
import io.millrace.platform.shared.SharedPlatform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ExactlyOnceIT {

    private static final Duration AT_MOST = Duration.ofMinutes(4);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private static final Clickstream STREAM = new Clickstream(
            20260321,
            50_000,
            4,
            Instant.parse("2026-03-21T08:00:00Z"),
            36,
            Map.of(
                    Fault.NULL_USER, 410,
                    Fault.UNKNOWN_TYPE, 220,
                    Fault.NOT_FRAMED, 130,
                    Fault.CUT_SHORT, 70,
                    Fault.UNKNOWN_SCHEMA, 40));

    @Test
    void fifty_thousand_events_with_faults_come_out_exactly_once_although_a_taskmanager_is_killed() {
        SharedPlatform platform = SharedPlatform.get();
        platform.operator();
        String namespace = platform.controlPlane().freshNamespace("exactly-once");
        try (Shop shop = new Shop(platform, namespace, STREAM.partitions())) {
            // given
            Kubectl kubectl = new Kubectl(platform.controlPlane(), namespace);
            PipelineView pipeline = new PipelineView(kubectl, Shop.PIPELINE);
            List<Click> clicks = STREAM.clicks();
            kubectl.apply(shop.resource());
            await().atMost(AT_MOST).pollInterval(LOOK_EVERY).untilAsserted(pipeline::isReady);

            // when
            shop.send(clicks.subList(0, 25_000));
            await("a dead letter is committed, so the job is in the middle of the stream")
                    .atMost(AT_MOST)
                    .pollInterval(LOOK_EVERY)
                    .until(() -> !shop.deadLetters().isEmpty());
            killATaskManager(namespace);
            shop.send(clicks.subList(25_000, clicks.size()));

            // then
            Expectation expected = Expectation.of(STREAM);
            await("output and dead letters in " + namespace + "; logs in "
                            + platform.flink().logs())
                    .atMost(AT_MOST)
                    .pollInterval(LOOK_EVERY)
                    .untilAsserted(() -> assertThat(shop.output()).isEqualTo(expected));
            await().atMost(AT_MOST).pollInterval(LOOK_EVERY).untilAsserted(() -> pipeline.hasRestarted(1));
            await().atMost(AT_MOST).pollInterval(LOOK_EVERY).untilAsserted(pipeline::isReady);
            assertThat(shop.output()).as("after the dust has settled").isEqualTo(expected);
            assertThat(shop.lateRecords()).as("late records").isEmpty();
            deadLettersCarryTheirSourceRecordsByteForByte(shop);
            // 870 dead letters of 50,000 records.
            await().atMost(AT_MOST).pollInterval(LOOK_EVERY).untilAsserted(() -> pipeline.shows("DLQ", "17000"));
            pipeline.hasCondition("LedgerBalanced", "True");
        }
    }

    private static void killATaskManager(String namespace) {
        List<ProcessHandle> taskManagers = new FlinkProcesses(namespace, Shop.PIPELINE).taskManagers();
        assertThat(taskManagers).as("TaskManagers of %s", namespace).isNotEmpty();
        taskManagers.get(0).destroyForcibly();
    }

    private static void deadLettersCarryTheirSourceRecordsByteForByte(Shop shop) {
        Map<String, ConsumerRecord<byte[], byte[]>> sources = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> source : shop.sourceRecords()) {
            sources.put(source.partition() + "@" + source.offset(), source);
        }
        for (ConsumerRecord<byte[], byte[]> deadLetter : shop.deadLetters()) {
            String place = header(deadLetter, "__connect.errors.partition") + "@"
                    + header(deadLetter, "__connect.errors.offset");
            assertThat(sources.get(place)).as("the record at %s", place).satisfies(source -> {
                assertThat(deadLetter.value()).isEqualTo(source.value());
                assertThat(deadLetter.key()).isEqualTo(source.key());
            });
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
