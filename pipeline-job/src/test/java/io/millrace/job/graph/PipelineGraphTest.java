package io.millrace.job.graph;

import static io.millrace.job.Definitions.pipeline;
import static io.millrace.job.graph.Orders.PAID;
import static io.millrace.job.graph.Orders.VALID;
import static io.millrace.job.graph.Orders.jsonSink;
import static io.millrace.job.graph.Orders.order;
import static io.millrace.job.graph.Orders.perHour;
import static io.millrace.job.graph.Orders.perMinute;
import static io.millrace.job.graph.Orders.source;
import static io.millrace.job.graph.Orders.total;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.PipelineDefinition;
import io.millrace.job.Definitions;
import io.millrace.job.records.Header;
import io.millrace.job.records.OutRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole graph between ends in memory, in a Flink of this JVM. */
@SuppressWarnings("try") // a graph runs while its block does; few blocks have to name it
class PipelineGraphTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path savepoints;

    private String test = "";

    @BeforeEach
    void name(TestInfo info) {
        test = info.getTestMethod().orElseThrow().getName() + info.getDisplayName();
    }

    @Test
    void rows_are_validated_filtered_and_counted_and_nothing_is_lost() throws Exception {
        // given
        PipelineDefinition definition = pipeline(
                List.of(source("orders")),
                List.of(VALID, PAID, perMinute("paid")),
                List.of(jsonSink("valid", "clean", 0), jsonSink("per-minute", "totals", 0, 1)));
        LiveTopics topics = new LiveTopics(test, definition, Definitions.run());

        // when
        try (var graph = start(definition, topics, 2)) {
            topics.send(
                    "orders",
                    order("a", "paid", 5, "10:00:10"),
                    order("b", "open", 7, "10:00:20"),
                    order("c", "paid", 6, "10:00:30"),
                    "not json",
                    order("d", "paid", -1, "10:00:31"),
                    order("e", "paid", 1, "10:01:10"),
                    order("f", "paid", 1, "13:00:00"),
                    order("g", "paid", 1, "10:02:00"));
            await().until(() -> topics.valuesOf("totals").size() == 2);
            graph.stop(savepoints);
        }

        // then
        assertThat(topics.valuesOf("totals"))
                .containsExactly(
                        total("paid", "10:00:00", "10:01:00", 2, 11), total("paid", "10:01:00", "10:02:00", 1, 1));
        assertThat(topics.valuesOf("clean"))
                .containsExactlyInAnyOrder(
                        order("a", "paid", 5, "10:00:10"),
                        order("b", "open", 7, "10:00:20"),
                        order("c", "paid", 6, "10:00:30"),
                        order("e", "paid", 1, "10:01:10"),
                        order("g", "paid", 1, "10:02:00"));
        assertThat(topics.written("dlq"))
                .extracting(letter -> headers(letter).get("dlq.error.code"))
                .containsExactlyInAnyOrder("DECODE", "VALIDATION", "FUTURE_EVENT");
    }

    @Test
    void a_late_record_goes_to_the_late_topic_as_it_came() throws Exception {
        // given
        PipelineDefinition definition = totals();
        LiveTopics topics = new LiveTopics(test, definition, Definitions.run());
        String late = order("late", "paid", 9, "10:00:40");

        // when
        try (var graph = start(definition, topics, 1)) {
            topics.send("orders", order("a", "paid", 5, "10:00:10"), order("b", "paid", 6, "10:05:00"));
            await().until(() -> topics.valuesOf("totals").size() == 1);
            topics.send("orders", late);

            // then
            await().untilAsserted(() -> assertThat(topics.valuesOf("late")).containsExactly(late));
            OutRecord record = topics.written("late").get(0);
            assertThat(record.key()).containsExactly(1, 2);
            assertThat(headers(record))
                    .containsEntry("h", "v")
                    .containsEntry("late.topic", "orders")
                    .containsEntry("late.partition", "0")
                    .containsEntry("late.offset", "2")
                    .containsEntry("late.step", "per-minute")
                    .containsEntry("late.key", "{\"kind\":\"paid\"}")
                    .containsEntry("late.windows", "2026-01-31T10:00:00.000Z")
                    .containsEntry("late.payload", "original")
                    .containsEntry("late.watermark", Long.toString(millis("10:05:00") - 1));
        }
    }

    // Flink forgets watermarks: without what this job does about it, the late record would open the window of 10:00
    // again,
    // and the order of 10:06 would close it with a second result.
    @ParameterizedTest(name = "from parallelism {0} to {1} and back")
    @CsvSource({"1, 1", "2, 1", "1, 2"})
    void a_late_record_that_is_read_first_after_a_restart_opens_no_closed_window(int before, int after)
            throws Exception {
        // given
        PipelineDefinition definition = totals();
        LiveTopics topics = new LiveTopics(test, definition, Definitions.run());
        String savepoint;
        try (var graph = start(definition, topics, before)) {
            topics.send("orders", order("a", "paid", 5, "10:00:10"), order("b", "paid", 6, "10:05:00"));
            await().until(() -> topics.valuesOf("totals").size() == 1);
            savepoint = graph.stop(savepoints);
        }

        // when
        String again;
        topics.send("orders", order("late", "paid", 9, "10:00:40"), order("c", "paid", 7, "10:06:00"));
        try (var graph = start(definition, topics, after, savepoint)) {
            await().until(() -> topics.valuesOf("totals").size() > 1);
            again = graph.stop(savepoints);
        }
        topics.send("orders", order("later", "paid", 9, "10:05:40"), order("d", "paid", 7, "10:07:00"));
        try (var graph = start(definition, topics, before, again)) {
            await().until(() -> topics.valuesOf("totals").size() > 2);
            graph.stop(savepoints);
        }

        // then
        assertThat(topics.valuesOf("totals"))
                .containsExactly(
                        total("paid", "10:00:00", "10:01:00", 1, 5),
                        total("paid", "10:05:00", "10:06:00", 1, 6),
                        total("paid", "10:06:00", "10:07:00", 1, 7));
        assertThat(topics.valuesOf("late"))
                .containsExactly(order("late", "paid", 9, "10:00:40"), order("later", "paid", 9, "10:05:40"));
    }

    // The test above must be able to fail: this is what it would see if the keeper forgot.
    @Test
    void without_the_kept_watermark_the_late_record_would_open_its_window_again() throws Exception {
        // given
        PipelineDefinition definition = totals();
        LiveTopics topics = new LiveTopics(test, definition, Definitions.run());
        String savepoint;
        try (var graph = start(definition, topics, 1)) {
            topics.send("orders", order("a", "paid", 5, "10:00:10"), order("b", "paid", 6, "10:05:00"));
            await().until(() -> topics.valuesOf("totals").size() == 1);
            savepoint = graph.stop(savepoints);
        }

        // when
        topics.send("orders", order("late", "paid", 9, "10:00:40"), order("c", "paid", 7, "10:06:00"));
        try (var graph = RunningGraph.start(
                definition, Definitions.run(), topics, 1, savepoint, PipelineGraphTest::forgetTheWatermark)) {
            await().until(() -> topics.valuesOf("totals").size() > 2);
            graph.stop(savepoints);
        }

        // then
        assertThat(topics.valuesOf("late")).isEmpty();
        assertThat(topics.valuesOf("totals"))
                .contains(total("paid", "10:00:00", "10:01:00", 1, 5), total("paid", "10:00:00", "10:01:00", 1, 9));
    }

    // State is found by its uid; under another one there is none.
    private static void forgetTheWatermark(StreamExecutionEnvironment env) {
        List<Transformation<?>> keepers = env.getTransformations().stream()
                .filter(one -> String.valueOf(one.getUid()).startsWith("watermark:"))
                .toList();
        assertThat(keepers).hasSize(1);
        keepers.get(0).setUid("forgetful");
        env.configure(new Configuration().set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true));
    }

    @Test
    void an_open_window_goes_on_after_a_restart() throws Exception {
        // given
        PipelineDefinition definition = totals();
        LiveTopics topics = new LiveTopics(test, definition, Definitions.run());
        String savepoint;
        try (var graph = start(definition, topics, 2)) {
            topics.send("orders", order("a", "paid", 5, "10:00:10"), order("b", "open", 1, "10:00:20"), "bad");
            await().until(() -> topics.written("dlq").size() == 1);
            savepoint = graph.stop(savepoints);
        }

        // when
        topics.send("orders", order("c", "paid", 6, "10:00:30"), order("d", "paid", 1, "10:01:00"));

        // then
        try (var graph = start(definition, topics, 1, savepoint)) {
            await().untilAsserted(() -> assertThat(topics.valuesOf("totals"))
                    .containsExactlyInAnyOrder(
                            total("paid", "10:00:00", "10:01:00", 2, 11), total("open", "10:00:00", "10:01:00", 1, 1)));
        }
    }

    @Test
    void the_epoch_of_a_record_is_the_checkpoint_before_it() throws Exception {
        // given
        PipelineDefinition definition = totals();
        LiveTopics topics = new LiveTopics(test, definition, Definitions.run());
        String savepoint;
        try (var graph = start(definition, topics, 1)) {
            topics.send("orders", "first");
            await().until(() -> topics.written("dlq").size() == 1);
            savepoint = graph.stop(savepoints);
        }

        // when
        topics.send("orders", "second");
        try (var graph = start(definition, topics, 2, savepoint)) {
            await().until(() -> topics.written("dlq").size() == 2);
        }

        // then
        List<OutRecord> letters = topics.written("dlq");
        assertThat(letters.get(0).epoch()).isNotNegative();
        assertThat(letters.get(1).epoch()).isGreaterThan(letters.get(0).epoch());
    }

    @Test
    void windows_of_two_sources_and_windows_of_windows() throws Exception {
        // given
        PipelineDefinition definition = pipeline(
                List.of(source("orders"), source("imports")),
                List.of(perMinute("orders", "imports"), perHour()),
                List.of(jsonSink("per-hour", "hours", 0)));
        LiveTopics topics = new LiveTopics(test, definition, Definitions.run());

        // when
        try (var graph = start(definition, topics, 2)) {
            topics.send("orders", order("a", "paid", 5, "08:00:10"), order("b", "paid", 6, "08:30:10"));
            topics.send("imports", order("c", "paid", 7, "08:30:20"), order("z", "end", 1, "11:00:00"));
            topics.send("orders", order("z", "end", 1, "11:00:00"));

            // then
            await().untilAsserted(() ->
                    assertThat(topics.valuesOf("hours")).containsExactly(total("paid", "08:00:00", "09:00:00", 3, 13)));
        }
    }

    // The machine may be busy with other things.
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }

    private static PipelineDefinition totals() {
        return pipeline(
                List.of(source("orders")),
                List.of(perMinute("orders")),
                List.of(jsonSink("per-minute", "totals", 0, 1)));
    }

    private static RunningGraph start(PipelineDefinition definition, LiveTopics topics, int parallelism)
            throws Exception {
        return RunningGraph.start(definition, Definitions.run(), topics, parallelism, null);
    }

    private static RunningGraph start(
            PipelineDefinition definition, LiveTopics topics, int parallelism, String savepoint) throws Exception {
        return RunningGraph.start(definition, Definitions.run(), topics, parallelism, savepoint);
    }

    private static long millis(String time) {
        return Instant.parse("2026-01-31T" + time + "Z").toEpochMilli();
    }

    private static Map<String, String> headers(OutRecord record) {
        return record.headers().stream()
                .collect(Collectors.toMap(
                        Header::name,
                        header -> new String(Objects.requireNonNull(header.value()), StandardCharsets.UTF_8)));
    }
}
