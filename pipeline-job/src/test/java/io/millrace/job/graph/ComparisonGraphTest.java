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
import static io.millrace.job.graph.Orders.VALID;
import static io.millrace.job.graph.Orders.jsonSink;
import static io.millrace.job.graph.Orders.order;
import static io.millrace.job.graph.Orders.perMinute;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.Function;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Filter;
import io.millrace.definition.ledger.Account;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A live job and a candidate that are compared, from topics to figures. */
class ComparisonGraphTest {

    // Half a minute late is not late.
    private static final SourceDefinition SOURCE = new SourceDefinition(
            "orders",
            "source:orders@1",
            "orders",
            new SourceDefinition.JsonDecode(ORDER),
            new SourceDefinition.EventTime(3, SourceDefinition.TimeUnit.MILLIS, 30_000, 0, 600_000),
            SourceDefinition.StartFrom.EARLIEST);

    private static final PipelineDefinition DEFINITION = with(PAID);

    private static final Instant TEN_OH_FIVE = Instant.parse("2026-01-31T10:05:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path savepoints;

    private String test = "";

    @BeforeEach
    void name(TestInfo info) {
        test = getClass().getSimpleName() + info.getTestMethod().orElseThrow().getName() + info.getDisplayName();
    }

    @Test
    void an_identical_revision_differs_in_nothing() throws Exception {
        try (ComparedJobs jobs = new ComparedJobs(test, DEFINITION, 1, savepoints)) {
            // given
            sendBefore(jobs);

            // when
            jobs.startCandidate(DEFINITION, 2);
            sendAfter(jobs);
            jobs.awaitDecided(TEN_OH_FIVE);

            // then
            assertThat(jobs.figures("totals")).isEqualTo(Map.of(Account.EQUAL, 4L));
            assertThat(jobs.figures("clean")).containsOnlyKeys(Account.EQUAL);
            assertThat(jobs.isBroken()).isFalse();
            assertThat(jobs.differences()).isEmpty();
        }
    }

    @Test
    void a_filter_that_lets_one_more_through_is_found() throws Exception {
        // given
        StepDefinition more = new Filter(
                "paid",
                "filter:paid@1",
                List.of("valid"),
                call(
                        Function.OR,
                        BOOLEAN,
                        call(Function.EQUAL, BOOLEAN, column(ORDER, "kind"), literal("paid", STRING)),
                        call(Function.EQUAL, BOOLEAN, column(ORDER, "amount"), literal("77", BIGINT))),
                ORDER);
        try (ComparedJobs jobs = new ComparedJobs(test, DEFINITION, 1, savepoints)) {
            sendBefore(jobs);

            // when
            jobs.startCandidate(with(more), 1);
            sendAfter(jobs);
            jobs.awaitDecided(TEN_OH_FIVE);

            // then
            assertThat(jobs.figures("totals")).isEqualTo(Map.of(Account.EQUAL, 4L, Account.EXTRA, 1L));
            assertThat(jobs.differences()).singleElement().asString().contains("\"kind\":\"EXTRA\"", "77");
        }
    }

    private static PipelineDefinition with(StepDefinition paid) {
        return pipeline(
                List.of(SOURCE),
                List.of(VALID, paid, perMinute("paid")),
                List.of(jsonSink("valid", "clean", 0), jsonSink("per-minute", "totals", 0)));
    }

    // What is still in windows when the snapshot is taken.
    private static void sendBefore(ComparedJobs jobs) {
        jobs.topics()
                .send(
                        "orders",
                        order("a", "paid", 5, "10:00:10"),
                        order("b", "paid", 6, "10:01:20"),
                        order("c", "paid", 7, "10:00:55"),
                        order("d", "paid", 8, "10:01:40"));
        org.awaitility.Awaitility.await()
                .until(() -> jobs.topics().valuesOf("clean").size() == 4);
    }

    private static void sendAfter(ComparedJobs jobs) {
        jobs.topics()
                .send(
                        "orders",
                        order("e", "paid", 1, "10:01:30"),
                        order("f", "paid", 2, "10:02:20"),
                        order("g", "paid", 3, "10:02:05"),
                        order("h", "open", 77, "10:02:50"),
                        order("i", "paid", 4, "10:03:10"),
                        order("j", "paid", 5, "10:02:59"),
                        order("k", "paid", 6, "10:04:30"),
                        order("l", "paid", 7, "10:06:00"),
                        order("m", "paid", 8, "10:05:40"));
    }
}
