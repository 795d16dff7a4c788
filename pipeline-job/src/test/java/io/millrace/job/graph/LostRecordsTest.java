package io.millrace.job.graph;

import static io.millrace.job.Definitions.BIGINT;
import static io.millrace.job.Definitions.column;
import static io.millrace.job.Definitions.pipeline;
import static io.millrace.job.graph.Orders.ORDER;
import static io.millrace.job.graph.Orders.TOTAL;
import static io.millrace.job.graph.Orders.VALID;
import static io.millrace.job.graph.Orders.jsonSink;
import static io.millrace.job.graph.Orders.order;
import static io.millrace.job.graph.Orders.perHour;
import static io.millrace.job.graph.Orders.perMinute;
import static io.millrace.job.graph.Orders.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.AggregateFunction;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Validate;
import io.millrace.definition.StepDefinition.Window;
import io.millrace.definition.ledger.Equations;
import io.millrace.job.Definitions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * After the stamp a record is Kafka's; before it no operator may lose one without the books telling. In a graph with all
 * kinds of steps with state, behind two sources, one record is lost before each operator: but for those right behind a
 * source, which are the first to count.
 */
@SuppressWarnings("try") // a graph runs while its block does; few blocks have to name it
class LostRecordsTest {

    private static final long MINUTE = 60_000;

    private static final PipelineDefinition DEFINITION = pipeline(
            List.of(source("orders"), source("imports")),
            List.of(validOf("orders", "imports"), unique(), perMinute("unique"), perHour(), sliding()),
            List.of(
                    jsonSink("valid", "clean", 0),
                    jsonSink("per-minute", "totals", 0),
                    jsonSink("per-hour", "hours", 0),
                    jsonSink("sliding", "slides", 0)));

    private static final Instant END = Instant.parse("2026-01-31T11:30:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path savepoints;

    private LiveTopics topics = new LiveTopics("", DEFINITION, Definitions.run());

    private String test = "";

    @BeforeEach
    void name(TestInfo info) {
        test = getClass().getSimpleName() + info.getDisplayName();
        topics = new LiveTopics(test, DEFINITION, Definitions.run());
    }

    /** By the uid of the operator that does not get a record, the equation that must fail; in one graph all are others. */
    static Stream<Map<String, String>> losses() {
        return Stream.of(
                Map.of(
                        "watermark:deduplicate:unique@1", "unique: in, entered and rejected",
                        "deduplicate:unique@1", "unique: entered, late, duplicates and out",
                        "late:deduplicate:unique@1", "late: written, late at all keyed steps",
                        "watermark:window:per-minute@1", "per-minute: in, entered and rejected",
                        "window:per-minute@1", "per-minute: in windows, held and closed",
                        "watermark:window:per-hour@1", "per-hour: in, entered and rejected",
                        "window:per-hour@1", "per-hour: in windows, held and closed",
                        "watermark:window:sliding@1", "sliding: in, entered and rejected",
                        "window:sliding@1", "sliding: in windows, held and closed"),
                Map.of(
                        "after:unique@1", "unique: entered, late, duplicates and out",
                        "after:per-minute@1", "per-minute: in windows, held and closed",
                        "late:window:per-minute@1", "late: written, late at all keyed steps",
                        "after:per-hour@1", "per-hour: in windows, held and closed",
                        "after:sliding@1", "sliding: in windows, held and closed",
                        "epoch@1", "clean: written, out of its sinks"),
                Map.of("late:window:sliding@1", "late: written, late at all keyed steps"));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void each_one_shows_in_the_equation_of_its_place(Map<String, String> losses) throws Exception {
        // when
        try (var graph = RunningGraph.start(
                DEFINITION, Definitions.run(), topics, 1, null, env -> loseOneBeforeEach(losses, env))) {
            sendOrders();
            await().until(() -> watermarkInTheBooks() > END.toEpochMilli() - 2);
            graph.stop(savepoints);
        }

        // then
        assertThat(Equations.of(
                        DEFINITION, BooksOfTopics.latest(topics).orElseThrow().sinceRevision()))
                .filteredOn(equation -> !equation.holds())
                .extracting(equation -> equation.place() + ": " + equation.left() + ", " + equation.right())
                .containsExactlyInAnyOrderElementsOf(losses.values());
    }

    private void loseOneBeforeEach(Map<String, String> losses, StreamExecutionEnvironment env) {
        losses.keySet().forEach(uid -> new LossyLink(test, uid).into(env));
    }

    private void sendOrders() {
        topics.send(
                "orders",
                order("a", "paid", 5, "10:00:10"),
                order("b", "paid", 6, "10:00:20"),
                "not json",
                order("a", "paid", 5, "10:00:30"),
                order("c", "paid", -1, "10:00:30"),
                order("d", "open", 1, "10:00:40"),
                order("e", "paid", 1, "10:01:10"),
                order("f", "paid", 1, "10:01:20"),
                order("z", "paid", 1, "10:10:00"));
        // Until there are imports, event time stands still and no window gives anything: clean orders come first.
        await().until(() -> !topics.valuesOf("clean").isEmpty());
        topics.send(
                "imports",
                order("g", "paid", 1, "10:00:15"),
                order("h", "paid", 1, "10:00:50"),
                order("i", "paid", 1, "10:01:40"),
                order("y", "paid", 1, "10:10:00"));
        await().until(() -> topics.valuesOf("slides").size() >= 2);
        topics.send(
                "orders",
                order("late-for-unique", "paid", 1, "10:01:00"),
                order("late-for-windows", "paid", 1, "10:06:30"),
                order("late-for-one-window", "paid", 1, "10:09:30"),
                order("end-of-orders", "paid", 1, "11:30:00"));
        topics.send("imports", order("end-of-imports", "paid", 1, "11:30:00"));
    }

    private long watermarkInTheBooks() {
        return BooksOfTopics.latest(topics)
                .map(sum -> sum.watermarks().get("epoch@1"))
                .orElse(Long.MIN_VALUE);
    }

    private static StepDefinition validOf(String... from) {
        return new Validate(VALID.name(), VALID.uid(), List.of(from), ((Validate) VALID).rules(), ORDER);
    }

    private static StepDefinition unique() {
        return new Deduplicate("unique", "deduplicate:unique@1", List.of("valid"), List.of(0), 5 * MINUTE, ORDER);
    }

    /** Of two minutes, one each minute. */
    private static StepDefinition sliding() {
        return new Window(
                "sliding",
                "window:sliding@1",
                List.of("unique"),
                2 * MINUTE,
                MINUTE,
                0,
                List.of(1),
                List.of(
                        Aggregate.of(AggregateFunction.COUNT, null, BIGINT.notNull()),
                        Aggregate.of(AggregateFunction.SUM, column(ORDER, "amount"), BIGINT)),
                TOTAL);
    }

    // The machine may be busy with other things.
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }
}
