package io.millrace.job.graph;

import static io.millrace.job.Definitions.BIGINT;
import static io.millrace.job.Definitions.BOOLEAN;
import static io.millrace.job.Definitions.DOUBLE;
import static io.millrace.job.Definitions.STRING;
import static io.millrace.job.Definitions.call;
import static io.millrace.job.Definitions.column;
import static io.millrace.job.Definitions.literal;
import static io.millrace.job.Definitions.pipeline;
import static io.millrace.job.Definitions.row;
import static io.millrace.job.graph.Orders.ORDER;
import static io.millrace.job.graph.Orders.PAID;
import static io.millrace.job.graph.Orders.VALID;
import static io.millrace.job.graph.Orders.jsonSink;
import static io.millrace.job.graph.Orders.order;
import static io.millrace.job.graph.Orders.perMinute;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.DataType;
import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RowType;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.AggregateFunction;
import io.millrace.definition.StepDefinition.Filter;
import io.millrace.definition.StepDefinition.Window;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.LedgerSum;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A live job and a candidate that are compared, from topics to figures. */
@SuppressWarnings("try") // jobs run while their block does
class ComparisonGraphTest {

    // Half a minute late is not late.
    private static final SourceDefinition SOURCE = new SourceDefinition(
            "orders",
            "source:orders@1",
            "orders",
            new SourceDefinition.JsonDecode(ORDER),
            new SourceDefinition.EventTime(3, SourceDefinition.TimeUnit.MILLIS, 30_000, 0, 600_000),
            SourceDefinition.StartFrom.EARLIEST);

    private static final Expression AMOUNT = column(ORDER, "amount");

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
            // That of 10:01 was open when the snapshot was taken.
            assertThat(jobs.windows("totals")).isEqualTo(3);
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

    @Test
    void windows_that_a_step_without_state_has_not_all_rows_of_are_not_compared() throws Exception {
        // given
        PipelineDefinition dropped = with(PAID, perMinute("paid").withUid("window:per-minute@2"));
        FailingLink inCandidate = new FailingLink(test, "totals.canary", 2);
        try (ComparedJobs jobs = new ComparedJobs(test, DEFINITION, 2, savepoints)) {
            sendBefore(jobs);

            // when
            jobs.startCandidate(dropped, 1, Map.of(), inCandidate::into);
            sendAfter(jobs);
            sendOnceFailed(jobs, inCandidate);
            jobs.awaitDecided(TEN_OH_FIVE);

            // then: the latest record before the snapshot is of 10:01:40
            assertThat(jobs.figures("totals")).isEqualTo(Map.of(Account.WARM_UP, 2L, Account.EQUAL, 3L));
            assertThat(jobs.windows("totals")).isEqualTo(3);
            assertThat(jobs.figures("clean")).containsOnlyKeys(Account.EQUAL);
            assertThat(jobs.differences()).isEmpty();
        }
    }

    @Test
    void a_sum_of_fractions_is_not_compared() throws Exception {
        // given
        Expression fraction = new Expression.Call(Function.CAST, List.of(AMOUNT), DOUBLE);
        PipelineDefinition twice =
                with(PAID, window(60_000, call(Function.TIMES, DOUBLE, fraction, literal("2.0", DOUBLE))));
        PipelineDefinition once = with(PAID, window(60_000, fraction));
        try (ComparedJobs jobs = new ComparedJobs(test, once, 1, savepoints)) {
            sendBefore(jobs);

            // when
            jobs.startCandidate(twice, 1);
            sendAfter(jobs);
            jobs.awaitDecided(TEN_OH_FIVE);

            // then
            assertThat(jobs.figures("totals")).isEqualTo(Map.of(Account.EQUAL, 4L));
        }
    }

    private record Regression(String name, PipelineDefinition next, Map<Account, Long> figures, List<String> sample) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Regression> regressions() {
        return Stream.of(
                new Regression(
                        "a dropped key",
                        with(new Filter(
                                "paid",
                                "filter:paid@1",
                                List.of("valid"),
                                call(Function.NOT_EQUAL, BOOLEAN, column(ORDER, "kind"), literal("paid", STRING)),
                                ORDER)),
                        // The one before had rows of it in it when the snapshot was taken.
                        Map.of(Account.DIFFERENT, 1L, Account.MISSING, 3L, Account.EXTRA, 1L),
                        List.of("\"kind\":\"MISSING\"")),
                new Regression(
                        "another sum",
                        with(PAID, window(60_000, call(Function.TIMES, BIGINT, AMOUNT, literal("2", BIGINT)))),
                        Map.of(Account.DIFFERENT, 4L),
                        List.of(
                                "\"kind\":\"DIFFERENT\"",
                                "\"columns\":[\"total\"]",
                                "\"liveAt\":\"totals-0@",
                                "\"candidateAt\":\"totals.canary-0@")),
                new Regression(
                        "windows twice as long",
                        with(PAID, window(120_000, AMOUNT)),
                        // The window that was open keeps its size, and the one that would have held it begins anew.
                        Map.of(Account.DIFFERENT, 2L, Account.MISSING, 2L, Account.EXTRA, 1L),
                        List.of("\"window_end\"")));
    }

    @ParameterizedTest
    @MethodSource("regressions")
    void a_regression_is_found_and_shown(Regression regression) throws Exception {
        try (ComparedJobs jobs = new ComparedJobs(test, DEFINITION, 1, savepoints)) {
            // given
            sendBefore(jobs);

            // when
            jobs.startCandidate(regression.next(), 1);
            sendAfter(jobs);
            jobs.awaitDecided(TEN_OH_FIVE);

            // then
            assertThat(jobs.figures("totals")).isEqualTo(regression.figures());
            assertThat(jobs.figures("clean")).containsOnlyKeys(Account.EQUAL);
            assertThat(jobs.differences()).hasSizeLessThanOrEqualTo(3).anySatisfy(shown -> assertThat(shown)
                    .contains(regression.sample()));
        }
    }

    @Test
    void what_may_differ_does_not_count() throws Exception {
        // given
        PipelineDefinition doubled =
                with(PAID, window(60_000, call(Function.TIMES, BIGINT, AMOUNT, literal("2", BIGINT))));
        try (ComparedJobs jobs = new ComparedJobs(test, DEFINITION, 1, savepoints)) {
            sendBefore(jobs);

            // when
            jobs.startCandidate(doubled, 1, Map.of("totals", Set.of("total")), env -> {});
            sendAfter(jobs);
            jobs.awaitDecided(TEN_OH_FIVE);

            // then
            assertThat(jobs.figures("totals")).isEqualTo(Map.of(Account.EQUAL, 4L));
        }
    }

    @Test
    void the_figures_are_the_same_when_both_jobs_fail_on_the_way() throws Exception {
        // given
        FailingLink inLive = new FailingLink(test, "totals", 3);
        FailingLink inCandidate = new FailingLink(test, "totals.canary", 2);
        try (ComparedJobs jobs = new ComparedJobs(test, DEFINITION, 2, savepoints, inLive::into)) {
            sendBefore(jobs);

            // when
            jobs.startCandidate(with(PAID, window(120_000, AMOUNT)), 1, Map.of(), inCandidate::into);
            sendAfter(jobs);
            sendOnceFailed(jobs, inLive, inCandidate);
            jobs.awaitDecided(TEN_OH_FIVE);

            // then
            assertThat(jobs.figures("totals"))
                    .isEqualTo(Map.of(Account.DIFFERENT, 2L, Account.MISSING, 2L, Account.EXTRA, 1L));
            assertThat(jobs.figures("clean")).isEqualTo(Map.of(Account.EQUAL, 10L));
            assertThat(jobs.differences()).hasSize(3);
            assertThat(jobs.isBroken()).isFalse();
        }
    }

    @Test
    void a_record_that_is_late_on_one_side_only_counts_as_lateness() throws Exception {
        // given
        Configuration seldom = new Configuration();
        seldom.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofSeconds(1));
        try (ComparedJobs jobs = new ComparedJobs(test, DEFINITION, 1, savepoints)) {
            sendBefore(jobs);
            String snapshot = jobs.snapshot();
            jobs.topics().send("orders", order("e", "paid", 1, "10:02:20"), order("f", "paid", 2, "10:04:00"));
            await().until(() -> jobs.topics().valuesOf("totals").size() == 3);
            jobs.topics().send("orders", order("late", "paid", 9, "10:02:30"));
            await().until(() -> jobs.topics().valuesOf("late").size() == 1);

            // when: the candidate reads all of them before it looks at the time
            jobs.startCandidate(DEFINITION, 1, snapshot, Map.of(), env -> env.configure(seldom));
            await().until(() -> jobs.topics().valuesOf("totals.canary").size() == 2);
            jobs.topics().send("orders", order("both", "paid", 9, "10:01:30"), order("g", "paid", 3, "10:06:00"));
            jobs.awaitDecided(TEN_OH_FIVE);

            // then
            assertThat(jobs.figures("totals")).isEqualTo(Map.of(Account.EQUAL, 2L, Account.LATENESS, 1L));
            assertThat(jobs.lateFigures()).isEqualTo(Map.of(Account.EQUAL, 1L, Account.LATENESS, 1L));
            assertThat(jobs.differences()).isEmpty();
            assertThat(jobs.isBroken()).isFalse();
        }
    }

    @Test
    void what_the_live_job_has_not_written_yet_is_never_a_difference() throws Exception {
        try (ComparedJobs jobs = new ComparedJobs(test, DEFINITION, 1, savepoints)) {
            // given
            sendBefore(jobs);
            jobs.startCandidate(DEFINITION, 1);

            // when
            jobs.live().close();
            sendAfter(jobs);
            await().until(() -> jobs.topics().valuesOf("totals.canary").size() == 4);
            long written = checkpoint(jobs);
            await().until(() -> checkpoint(jobs) > written + 5);

            // then
            assertThat(jobs.figures("totals")).isEmpty();
            assertThat(jobs.figures("clean")).isEmpty();
            assertThat(jobs.differences()).isEmpty();
        }
    }

    @Test
    void another_job_than_the_one_it_came_from_says_nothing() throws Exception {
        try (ComparedJobs jobs = new ComparedJobs(test, DEFINITION, 1, savepoints)) {
            // given
            sendBefore(jobs);
            jobs.startCandidate(DEFINITION, 1);
            await().until(() -> jobs.books().isPresent());
            assertThat(jobs.isBroken()).isFalse();

            // when
            jobs.live().stop(savepoints);
            jobs.restartLive();

            // then
            await().until(jobs::isBroken);
        }
    }

    private static long checkpoint(ComparedJobs jobs) {
        return jobs.books().map(LedgerSum::checkpoint).orElse(0L);
    }

    // The machine may be busy with other things.
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }

    private static StepDefinition window(long size, Expression summed) {
        DataType sum = summed.type().kind() == DataType.Kind.DOUBLE ? DOUBLE : BIGINT;
        RowType output = row(
                "kind STRING",
                "window_start TIMESTAMP(3)",
                "window_end TIMESTAMP(3)",
                "orders BIGINT",
                "total " + sum.name());
        return new Window(
                "per-minute",
                "window:per-minute@1",
                List.of("paid"),
                size,
                size,
                0,
                List.of(1),
                List.of(
                        Aggregate.of(AggregateFunction.COUNT, null, BIGINT.notNull()),
                        Aggregate.of(AggregateFunction.SUM, summed, sum)),
                output);
    }

    private static PipelineDefinition with(StepDefinition paid) {
        return with(paid, perMinute("paid"));
    }

    private static PipelineDefinition with(StepDefinition paid, StepDefinition window) {
        return pipeline(
                List.of(SOURCE),
                List.of(VALID, paid, window),
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
        await().until(() -> jobs.topics().valuesOf("clean").size() == 4);
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

    // Flink does not keep a source's watermark: a job that had read everything when it took its checkpoint learns the
    // time
    // from the next record, and only from that.
    private static void sendOnceFailed(ComparedJobs jobs, FailingLink... links) {
        for (FailingLink link : links) {
            await().until(link::hasFailed);
        }
        jobs.topics().send("orders", order("n", "open", 9, "10:06:10"));
    }
}
