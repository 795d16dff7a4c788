package io.millrace.job.graph;

import static io.millrace.job.Definitions.BIGINT;
import static io.millrace.job.Definitions.BOOLEAN;
import static io.millrace.job.Definitions.STRING;
import static io.millrace.job.Definitions.call;
import static io.millrace.job.Definitions.column;
import static io.millrace.job.Definitions.literal;
import static io.millrace.job.Definitions.pipeline;
import static io.millrace.job.graph.Orders.ORDER;
import static io.millrace.job.graph.Orders.PAID;
import static io.millrace.job.graph.Orders.TOTAL;
import static io.millrace.job.graph.Orders.VALID;
import static io.millrace.job.graph.Orders.jsonSink;
import static io.millrace.job.graph.Orders.order;
import static io.millrace.job.graph.Orders.perMinute;
import static io.millrace.job.graph.Orders.source;
import static io.millrace.job.graph.Orders.total;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.AggregateFunction;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Window;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.job.Definitions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps with state, in a whole graph, with their books and on both state backends. */
@SuppressWarnings("try") // a graph runs while its block does; few blocks have to name it
class KeyedStepsTest {

    private static final long MINUTE = 60_000;

    private static final Expression IS_PAID =
            call(Function.EQUAL, BOOLEAN, column(ORDER, "kind"), literal("paid", STRING));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path savepoints;

    private String test = "";

    @BeforeEach
    void name(TestInfo info) {
        test = getClass().getSimpleName() + info.getTestMethod().orElseThrow().getName() + info.getDisplayName();
    }

    @ParameterizedTest
    @CsvSource({"rocksdb, 1, 2", "hashmap, 2, 1"})
    void duplicates_are_dropped_across_restarts_and_what_passes_goes_everywhere_as_it_came(
            String backend, int before, int after) throws Exception {
        // given
        PipelineDefinition definition = pipeline(
                List.of(source("orders")),
                List.of(unique("orders"), over(VALID, "unique"), perMinute("valid")),
                List.of(
                        jsonSink("unique", "clean", 0),
                        jsonSink("valid", "good", 0),
                        jsonSink("per-minute", "totals", 0)));
        LiveTopics topics = new LiveTopics(test, definition, Definitions.run());
        String savepoint;
        try (var graph = start(definition, topics, backend, before, null)) {
            topics.send(
                    "orders",
                    order("a", "paid", 5, "10:00:10"),
                    order("a", "paid", 5, "10:00:12"),
                    order("b", "paid", -1, "10:00:20"),
                    order("a", "paid", 7, "10:05:10"));
            await().until(() -> topics.valuesOf("clean").size() == 3
                    && topics.valuesOf("totals").size() == 1);
            savepoint = graph.stop(savepoints);
        }

        // when
        topics.send(
                "orders",
                order("d", "paid", 1, "10:04:09"),
                order("c", "paid", 1, "10:04:50"),
                order("a", "paid", 8, "10:05:59"),
                order("e", "paid", 1, "10:07:00"));
        try (var graph = start(definition, topics, backend, after, savepoint)) {
            await().until(() -> topics.valuesOf("clean").size() == 5
                    && topics.valuesOf("late").size() == 2);
            graph.stop(savepoints);
        }

        // then
        assertThat(topics.valuesOf("clean"))
                .containsExactlyInAnyOrder(
                        order("a", "paid", 5, "10:00:10"),
                        order("b", "paid", -1, "10:00:20"),
                        order("a", "paid", 7, "10:05:10"),
                        order("c", "paid", 1, "10:04:50"),
                        order("e", "paid", 1, "10:07:00"));
        assertThat(topics.valuesOf("dlq")).containsExactly(order("b", "paid", -1, "10:00:20"));
        // One could not be judged any more; the other could, but its window was closed.
        assertThat(topics.valuesOf("late"))
                .containsExactlyInAnyOrder(order("d", "paid", 1, "10:04:09"), order("c", "paid", 1, "10:04:50"));
        Books books = BooksOfTopics.balanced(topics, definition);
        assertThat(books.place("unique").of(Account.DUPLICATE)).isEqualTo(2);
        assertThat(books.place("unique").of(Account.LATE)).isEqualTo(1);
    }

    @Test
    void sliding_windows_overlap_and_a_record_may_miss_the_earlier_ones() throws Exception {
        // given
        Window window = window(2 * MINUTE, MINUTE, 0, Aggregate.of(AggregateFunction.COUNT, null, BIGINT));
        PipelineDefinition definition =
                pipeline(List.of(source("orders")), List.of(window), List.of(jsonSink("per-kind", "totals", 0, 1)));
        LiveTopics topics = new LiveTopics(test, definition, Definitions.run());

        // when
        try (var graph = start(definition, topics, "hashmap", 1, null)) {
            topics.send("orders", order("a", "paid", 5, "10:01:10"), order("b", "paid", 6, "10:02:00"));
            await().until(() -> topics.valuesOf("totals").size() == 1);
            topics.send("orders", order("c", "paid", 7, "10:01:59"), order("z", "end", 1, "10:05:00"));
            await().until(() -> topics.valuesOf("totals").size() == 3);
            topics.send("orders", order("d", "paid", 9, "10:02:59"));
            await().until(() -> topics.valuesOf("late").size() == 1);
            graph.stop(savepoints);
        }

        // then
        assertThat(topics.valuesOf("totals"))
                .containsExactly(
                        total("paid", "10:00:00", "10:02:00", 1, 5),
                        total("paid", "10:01:00", "10:03:00", 3, 18),
                        total("paid", "10:02:00", "10:04:00", 1, 6));
        assertThat(topics.valuesOf("late")).containsExactly(order("d", "paid", 9, "10:02:59"));
        Books books = BooksOfTopics.balanced(topics, definition);
        assertThat(books.place("per-kind").of(Account.MISSED)).isEqualTo(1);
        assertThat(books.place("per-kind").of(Account.CLOSED)).isEqualTo(5);
    }

    @Test
    void a_window_that_allows_lateness_gives_its_result_again_also_after_a_restart() throws Exception {
        // given
        Window window = window(MINUTE, MINUTE, 2 * MINUTE, Aggregate.of(AggregateFunction.COUNT, null, BIGINT));
        PipelineDefinition definition =
                pipeline(List.of(source("orders")), List.of(window), List.of(jsonSink("per-kind", "totals", 0, 1)));
        LiveTopics topics = new LiveTopics(test, definition, Definitions.run());
        String savepoint;
        try (var graph = start(definition, topics, "hashmap", 1, null)) {
            topics.send("orders", order("a", "paid", 5, "10:00:10"), order("z", "end", 1, "10:01:30"));
            await().until(() -> topics.valuesOf("totals").size() == 1);
            topics.send("orders", order("b", "paid", 6, "10:00:20"));
            await().until(() -> topics.valuesOf("totals").size() == 2);
            savepoint = graph.stop(savepoints);
        }

        // when
        topics.send(
                "orders",
                order("c", "paid", 7, "10:00:30"),
                order("d", "open", 7, "10:00:30"),
                order("y", "end", 1, "10:03:00"));
        try (var graph = start(definition, topics, "hashmap", 2, savepoint)) {
            await().until(() -> topics.valuesOf("totals").size() == 5);
            topics.send("orders", order("e", "paid", 8, "10:00:40"));
            await().until(() -> topics.valuesOf("late").size() == 1);
            graph.stop(savepoints);
        }

        // then
        assertThat(topics.valuesOf("totals"))
                .containsExactlyInAnyOrder(
                        total("paid", "10:00:00", "10:01:00", 1, 5),
                        total("paid", "10:00:00", "10:01:00", 2, 11),
                        total("paid", "10:00:00", "10:01:00", 3, 18),
                        total("open", "10:00:00", "10:01:00", 1, 7),
                        total("end", "10:01:00", "10:02:00", 1, 1));
        assertThat(topics.valuesOf("late")).containsExactly(order("e", "paid", 8, "10:00:40"));
        assertThat(BooksOfTopics.balanced(topics, definition).place("per-kind").of(Account.CLOSED))
                .isEqualTo(5);
    }

    @Test
    void distinct_and_filtered_aggregates_go_on_after_a_restart() throws Exception {
        // given
        Aggregate ids = new Aggregate(AggregateFunction.COUNT, true, column(ORDER, "id"), IS_PAID, BIGINT.notNull());
        PipelineDefinition definition = pipeline(
                List.of(source("orders")),
                List.of(window(MINUTE, MINUTE, 0, ids)),
                List.of(jsonSink("per-kind", "totals", 0, 1)));
        LiveTopics topics = new LiveTopics(test, definition, Definitions.run());
        String savepoint;
        try (var graph = start(definition, topics, "hashmap", 1, null)) {
            topics.send(
                    "orders",
                    order("a", "paid", 1, "10:00:10"),
                    order("b", "paid", 1, "10:00:10"),
                    order("a", "paid", 1, "10:00:20"),
                    order("a", "open", 1, "10:00:20"),
                    "bad");
            await().until(() -> topics.written("dlq").size() == 1);
            savepoint = graph.stop(savepoints);
        }

        // when
        topics.send(
                "orders",
                order("b", "paid", 1, "10:00:30"),
                order("c", "paid", 1, "10:00:40"),
                order("z", "end", 1, "10:01:00"));
        try (var graph = start(definition, topics, "hashmap", 2, savepoint)) {
            await().until(() -> topics.valuesOf("totals").size() == 2);
        }

        // then
        assertThat(topics.valuesOf("totals"))
                .containsExactlyInAnyOrder(
                        total("paid", "10:00:00", "10:01:00", 3, 5), total("open", "10:00:00", "10:01:00", 0, 1));
    }

    @Test
    void two_sources_run_together_and_one_step_feeds_sinks_and_windows() throws Exception {
        // given
        PipelineDefinition definition = pipeline(
                List.of(source("orders"), source("imports")),
                List.of(over(VALID, "orders", "imports"), PAID, perMinute("paid", "valid")),
                List.of(
                        jsonSink("valid", "clean", 0),
                        jsonSink("valid", "copy", 0),
                        jsonSink("paid", "paid", 0),
                        jsonSink("per-minute", "totals", 0)));
        LiveTopics topics = new LiveTopics(test, definition, Definitions.run());
        String a = order("a", "paid", 5, "10:00:10");
        String b = order("b", "open", 6, "10:00:20");

        // when
        try (var graph = start(definition, topics, "hashmap", 2, null)) {
            topics.send("orders", a, order("bad", "paid", -5, "10:00:10"), order("z", "end", 1, "10:02:00"));
            topics.send("imports", b, order("z", "end", 1, "10:02:00"));
            await().until(() -> topics.valuesOf("totals").size() == 2);
            graph.stop(savepoints);
        }

        // then
        assertThat(topics.valuesOf("clean")).hasSize(4).contains(a, b);
        assertThat(topics.valuesOf("copy")).containsExactlyInAnyOrderElementsOf(topics.valuesOf("clean"));
        assertThat(topics.valuesOf("paid")).containsExactly(a);
        assertThat(topics.valuesOf("totals"))
                .containsExactlyInAnyOrder(
                        total("paid", "10:00:00", "10:01:00", 2, 10), total("open", "10:00:00", "10:01:00", 1, 6));
        assertThat(topics.written("dlq")).hasSize(1);
        BooksOfTopics.balanced(topics, definition);
    }

    private static StepDefinition unique(String... from) {
        return new Deduplicate("unique", "deduplicate:unique@1", List.of(from), List.of(0), MINUTE, ORDER);
    }

    private static StepDefinition over(StepDefinition valid, String... from) {
        StepDefinition.Validate step = (StepDefinition.Validate) valid;
        return new StepDefinition.Validate(step.name(), step.uid(), List.of(from), step.rules(), step.output());
    }

    /** Something per kind, and the sum of the amounts. */
    private static Window window(long size, long slide, long lateness, Aggregate first) {
        return new Window(
                "per-kind",
                "window:per-kind@1",
                List.of("orders"),
                size,
                slide,
                lateness,
                List.of(1),
                List.of(first, Aggregate.of(AggregateFunction.SUM, column(ORDER, "amount"), BIGINT)),
                TOTAL);
    }

    private static RunningGraph start(
            PipelineDefinition definition,
            LiveTopics topics,
            String backend,
            int parallelism,
            @Nullable String savepoint)
            throws Exception {
        Configuration state = new Configuration();
        state.set(StateBackendOptions.STATE_BACKEND, backend);
        return RunningGraph.start(
                definition, Definitions.run(), topics, parallelism, savepoint, env -> env.configure(state));
    }

    // The machine may be busy with other things.
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }
}
