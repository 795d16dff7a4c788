package io.millrace.job.graph;

import static io.millrace.job.Definitions.BIGINT;
import static io.millrace.job.Definitions.BOOLEAN;
import static io.millrace.job.Definitions.call;
import static io.millrace.job.Definitions.column;
import static io.millrace.job.Definitions.literal;
import static io.millrace.job.Definitions.pipeline;
import static io.millrace.job.graph.Orders.ORDER;
import static io.millrace.job.graph.Orders.VALID;
import static io.millrace.job.graph.Orders.jsonSink;
import static io.millrace.job.graph.Orders.order;
import static io.millrace.job.graph.Orders.perMinute;
import static io.millrace.job.graph.Orders.source;
import static io.millrace.job.graph.Orders.total;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.Function;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Filter;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Equation;
import io.millrace.definition.ledger.Equations;
import io.millrace.definition.ledger.LedgerSum;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A candidate that processes every second key, beside a live job that processes all. */
@SuppressWarnings("try") // jobs run while their block does
class SampledGraphTest {

    // Whose hashes are 14 and 35 of a hundred.
    private static final String IN = "kind-2";
    private static final String ALSO_IN = "kind-4";
    // 74 and 99.
    private static final String OUT = "kind-0";
    private static final String ALSO_OUT = "kind-1";

    private static final PipelineDefinition DEFINITION = with(something("0"));

    private static final Instant THE_END = Instant.parse("2026-01-31T10:05:59Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path savepoints;

    private String test = "";

    @BeforeEach
    void name(TestInfo info) {
        test = getClass().getSimpleName() + info.getTestMethod().orElseThrow().getName();
    }

    @Test
    void an_identical_revision_differs_in_nothing_and_its_books_balance() throws Exception {
        try (ComparedJobs jobs = new ComparedJobs(test, DEFINITION, 1, savepoints)) {
            // given
            sendBefore(jobs);

            // when
            jobs.sample(50);
            jobs.startCandidate(DEFINITION, 2);
            sendAfter(jobs);
            jobs.awaitDecided(THE_END);

            // then: the live job counts all keys, and the candidate what it found of them when it began
            assertThat(jobs.topics().valuesOf("totals")).contains(total(OUT, "10:01:00", "10:02:00", 3, 15));
            assertThat(jobs.topics().valuesOf("totals.canary"))
                    .contains(total(OUT, "10:01:00", "10:02:00", 2, 6))
                    .doesNotContain(total(ALSO_OUT, "10:02:00", "10:03:00", 1, 1));
            assertThat(jobs.figures("totals")).isEqualTo(Map.of(Account.EQUAL, 4L));
            assertThat(jobs.windows("totals")).isEqualTo(2);
            assertThat(jobs.resolved("totals")).isEqualTo(4);
            assertThat(jobs.figures("clean")).isEqualTo(Map.of(Account.EQUAL, 5L));
            assertThat(jobs.differences()).isEmpty();
            assertThat(jobs.isBroken()).isFalse();
            assertThat(books(jobs).sinceRevision().place("orders").counts())
                    .isEqualTo(Map.of(Account.IN, 9L, Account.SAMPLED_OUT, 4L, Account.OUT, 5L));
            assertThat(Equations.of(
                            DEFINITION.writingTo(Slot.CANARY::topic),
                            books(jobs).sinceRevision()))
                    .filteredOn(equation -> !equation.holds())
                    .extracting(Equation::sentence)
                    .isEmpty();
        }
    }

    @Test
    void a_regression_is_found_in_the_keys_that_are_sampled() throws Exception {
        try (ComparedJobs jobs = new ComparedJobs(test, DEFINITION, 1, savepoints)) {
            // given
            sendBefore(jobs);

            // when: orders of 4 and less are lost, two that are in the sample and one that is not
            jobs.sample(50);
            jobs.startCandidate(with(something("4")), 1);
            sendAfter(jobs);
            jobs.awaitDecided(THE_END);

            // then
            assertThat(jobs.figures("totals"))
                    .isEqualTo(Map.of(Account.EQUAL, 2L, Account.DIFFERENT, 1L, Account.MISSING, 1L));
            assertThat(jobs.figures("clean")).isEqualTo(Map.of(Account.EQUAL, 3L, Account.MISSING, 2L));
            assertThat(jobs.differences()).hasSize(4).noneMatch(shown -> shown.contains(OUT));
        }
    }

    @Test
    void late_records_are_compared_where_their_keys_are_in_the_sample() throws Exception {
        try (ComparedJobs jobs = new ComparedJobs(test, DEFINITION, 1, savepoints)) {
            // given
            sendBefore(jobs);
            jobs.sample(50);
            jobs.startCandidate(DEFINITION, 1);
            sendAfter(jobs);
            jobs.awaitDecided(THE_END);

            // when: the time of both is long past these
            jobs.topics().send("orders", order("late", IN, 9, "10:01:30"), order("too", OUT, 9, "10:01:30"));
            await().until(() -> jobs.topics().valuesOf("late").size() == 2);
            jobs.topics().send("orders", order("z", IN, 1, "10:09:00"));
            jobs.awaitDecided(THE_END.plusSeconds(180));

            // then
            assertThat(jobs.topics().valuesOf("late.canary")).hasSize(1);
            assertThat(jobs.lateFigures()).isEqualTo(Map.of(Account.EQUAL, 1L));
            assertThat(jobs.differences()).isEmpty();
            assertThat(jobs.isBroken()).isFalse();
        }
    }

    private static LedgerSum books(ComparedJobs jobs) {
        return jobs.books().orElseThrow();
    }

    // The machine may be busy with other things.
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }

    private static StepDefinition something(String moreThan) {
        return new Filter(
                "something",
                "filter:something@1",
                List.of("valid"),
                call(Function.GREATER, BOOLEAN, column(ORDER, "amount"), literal(moreThan, BIGINT)),
                ORDER);
    }

    private static PipelineDefinition with(StepDefinition something) {
        return pipeline(
                List.of(source("orders")),
                List.of(VALID, something, perMinute("something")),
                List.of(jsonSink("something", "clean", 0), jsonSink("per-minute", "totals", 0)));
    }

    // The windows of 10:01 are open when the snapshot is taken.
    private static void sendBefore(ComparedJobs jobs) {
        jobs.topics()
                .send(
                        "orders",
                        order("c", IN, 7, "10:01:00"),
                        order("d", OUT, 2, "10:01:01"),
                        order("e", OUT, 4, "10:01:02"));
        await().until(() -> jobs.topics().valuesOf("clean").size() == 3);
    }

    private static void sendAfter(ComparedJobs jobs) {
        jobs.topics()
                .send(
                        "orders",
                        order("f", IN, 4, "10:01:30"),
                        order("g", OUT, 9, "10:01:30"),
                        order("h", ALSO_OUT, 1, "10:02:05"),
                        order("i", ALSO_IN, 3, "10:02:50"),
                        order("j", IN, 5, "10:02:51"),
                        order("k", OUT, 6, "10:04:30"),
                        order("l", IN, 7, "10:04:31"),
                        order("m", ALSO_OUT, 8, "10:05:40"),
                        order("n", IN, 8, "10:06:00"));
    }
}
