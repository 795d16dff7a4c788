package io.millrace.job.graph;

import static io.millrace.job.Definitions.pipeline;
import static io.millrace.job.graph.Orders.PAID;
import static io.millrace.job.graph.Orders.VALID;
import static io.millrace.job.graph.Orders.jsonSink;
import static io.millrace.job.graph.Orders.order;
import static io.millrace.job.graph.Orders.perHour;
import static io.millrace.job.graph.Orders.perMinute;
import static io.millrace.job.graph.Orders.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.Counts;
import io.millrace.definition.ledger.Equation;
import io.millrace.definition.ledger.Equations;
import io.millrace.definition.ledger.LedgerSum;
import io.millrace.job.Definitions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The books of a graph that runs: they balance, and no count in them may be another. */
@SuppressWarnings("try") // a graph runs while its block does; few blocks have to name it
class LedgerGraphTest {

    private static final PipelineDefinition DEFINITION = pipeline(
            List.of(source("orders")),
            List.of(VALID, PAID, perMinute("paid"), perHour()),
            List.of(
                    jsonSink("valid", "clean", 0),
                    jsonSink("per-minute", "totals", 0),
                    jsonSink("per-hour", "hours", 0)));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path savepoints;

    private LiveTopics topics = new LiveTopics("", DEFINITION, Definitions.run());

    private String test = "";

    @BeforeEach
    void name(TestInfo info) {
        test = getClass().getSimpleName() + info.getTestMethod().orElseThrow().getName() + info.getDisplayName();
        topics = new LiveTopics(test, DEFINITION, Definitions.run());
    }

    @Test
    void the_books_balance_across_restarts_rescales_and_revisions() throws Exception {
        // given
        String savepoint;
        try (var graph = RunningGraph.start(DEFINITION, Definitions.run(), topics, 1, null)) {
            sendOrders();
            await().until(() -> topics.valuesOf("totals").size() == 2);
            topics.send("orders", order("late", "paid", 9, "10:00:40"));
            await().until(() -> topics.valuesOf("late").size() == 1);
            savepoint = graph.stop(savepoints);
        }
        LedgerSum first = latest();

        // when
        topics.send("orders", order("h", "paid", 1, "10:09:00"), "bad", order("i", "open", 1, "11:30:00"));
        topics.send("orders", order("j", "paid", 1, "11:30:00"));
        try (var graph = RunningGraph.start(DEFINITION, Definitions.run().named("2-11111111"), topics, 2, savepoint)) {
            // The hour is closed by the last but one.
            await().until(() -> topics.valuesOf("clean").size() == 11
                    && topics.valuesOf("hours").size() == 1);
            graph.stop(savepoints);
        }
        LedgerSum second = latest();

        // then
        assertBalanced(first.sinceRevision());
        assertThat(first.total().place("orders").of(Account.IN)).isEqualTo(10);
        assertThat(first.total().place("orders").dead()).isEqualTo(Map.of(DeadLetterCode.DECODE, 1L));
        assertThat(first.total().place("valid").dead()).isEqualTo(Map.of(DeadLetterCode.VALIDATION, 1L));
        assertThat(first.total().place("paid").of(Account.FILTERED)).isEqualTo(1);
        assertThat(first.total().place("per-minute").counts())
                .isEqualTo(Map.of(
                        Account.IN, 7L,
                        Account.ENTERED, 7L,
                        Account.LATE, 1L,
                        Account.ASSIGNED, 6L,
                        Account.CLOSED, 5L,
                        Account.HELD, 1L,
                        Account.OUT, 2L));
        assertThat(second.revision()).isEqualTo("2-11111111");
        assertBalanced(second.sinceRevision());
        assertBalanced(second.total());
        assertThat(second.sinceRevision().place("orders").of(Account.IN)).isEqualTo(4);
        assertThat(second.total().place("orders").of(Account.IN)).isEqualTo(14);
        assertThat(second.watermarks().get("epoch@1")).isNotNull();
        assertThat(first.positions()).isEqualTo(Map.of("source:orders@1", Map.of("orders-0", 9L)));
        assertThat(second.positions()).isEqualTo(Map.of("source:orders@1", Map.of("orders-0", 13L)));
        assertThat(first.restored()).isNull();
        assertThat(second.restored()).isEqualTo(first.checkpoint());
    }

    @Test
    void no_counter_can_be_wrong_without_an_equation_that_fails() throws Exception {
        // given
        try (var graph = RunningGraph.start(DEFINITION, Definitions.run(), topics, 1, null)) {
            sendOrders();
            await().until(() -> topics.valuesOf("totals").size() == 2);
            graph.stop(savepoints);
        }
        Books right = latest().sinceRevision();

        // when, then
        right.places().forEach((place, counts) -> counts.counts().keySet().forEach(account -> {
            Counts one = new Counts(Map.of(account, 1L), Map.of());
            Books wrong = right.minus(new Books(Map.of(place, one), Map.of()));
            assertThat(Equations.of(DEFINITION, wrong))
                    .as(place + " " + account)
                    .anyMatch(it -> !it.holds());
        }));
        right.written().keySet().forEach(topic -> assertThat(
                        Equations.of(DEFINITION, right.minus(new Books(Map.of(), Map.of(topic, 1L)))))
                .as(topic)
                .anyMatch(equation -> !equation.holds()));
    }

    private void sendOrders() {
        topics.send(
                "orders",
                order("a", "paid", 5, "10:00:10"),
                order("b", "paid", 6, "10:00:20"),
                "not json",
                order("c", "paid", -1, "10:00:30"),
                order("d", "open", 1, "10:01:00"),
                order("e", "paid", 1, "10:01:10"),
                order("f", "paid", 1, "10:01:20"),
                order("g", "paid", 1, "10:01:30"),
                order("z", "paid", 1, "10:05:00"));
    }

    private LedgerSum latest() {
        return BooksOfTopics.latest(topics).orElseThrow();
    }

    private static void assertBalanced(Books books) {
        assertThat(Equations.of(DEFINITION, books))
                .filteredOn(equation -> !equation.holds())
                .extracting(Equation::sentence)
                .isEmpty();
    }

    // The machine may be busy with other things.
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }
}
