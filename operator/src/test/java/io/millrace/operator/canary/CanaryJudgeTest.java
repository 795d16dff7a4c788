package io.millrace.operator.canary;

import static io.millrace.api.v1alpha1.PipelineStatus.ComparisonVerdict.FAILED;
import static io.millrace.api.v1alpha1.PipelineStatus.ComparisonVerdict.INCONCLUSIVE;
import static io.millrace.api.v1alpha1.PipelineStatus.ComparisonVerdict.PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus.ComparisonVerdict;
import io.millrace.api.v1alpha1.RolloutSpec;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.Counts;
import io.millrace.definition.ledger.Ledger;
import io.millrace.definition.ledger.LedgerRow;
import io.millrace.definition.ledger.LedgerSum;
import io.millrace.operator.gates.Measurements;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.jobs.Nonces;
import io.millrace.operator.ledger.LedgerReading;
import io.millrace.operator.ledger.Rows;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import io.millrace.operator.revisions.FlinkSettings;
import io.millrace.operator.revisions.RevisionName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanaryJudgeTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Candidate COMPARING = Candidate.begin(
                    RevisionName.parse("2-00000002"),
                    "spec",
                    RevisionName.parse("1-00000001"),
                    new ComparedColumns(List.of(), List.of(), 100),
                    NOW)
            .startedFrom(new Candidate.Cut("file:/savepoint", "job-1"))
            .comparing(NOW);

    private static final Scope SCOPE = new Scope(List.of(), List.of("totals"), List.of(), List.of(), false);

    private static CanaryWishes wishes(long minRecords, int maxDifference) {
        return CanaryWishes.of(new RolloutSpec(
                RolloutSpec.Strategy.CANARY,
                RolloutSpec.Promotion.MANUAL,
                null,
                false,
                null,
                new RolloutSpec.Compare(minRecords, 3, maxDifference, List.of(), List.of()),
                null,
                null,
                null,
                null,
                RolloutSpec.OnDeadline.ABORT,
                null,
                null));
    }

    private static Observed<LedgerSum> books(Map<String, Counts> places) {
        LedgerRow only =
                Rows.row(Slot.CANARY, "run", "2-00000002", 7, NOW, "compare@1", 1, new Books(places, Map.of()));
        return Observed.found(new Ledger(Slot.CANARY).add(only).orElseThrow());
    }

    private static Map<String, Counts> compared(long equal, long different, long missing, long extra, long lateness) {
        return Map.of(
                Books.compared("totals"),
                new Counts(
                        Map.of(
                                Account.EQUAL, equal,
                                Account.DIFFERENT, different,
                                Account.MISSING, missing,
                                Account.EXTRA, extra,
                                Account.LATENESS, lateness,
                                Account.RESOLVED, equal + different + missing + extra + lateness),
                        Map.of()));
    }

    private static Evidence judge(CanaryWishes wishes, Observed<LedgerSum> books, String liveJob, Evidence shown) {
        return judge(wishes, seen(job("RUNNING", "job-c"), reading(books), job("RUNNING", liveJob)), shown);
    }

    private static Evidence judge(CanaryWishes wishes, CanarySight seen, Evidence shown) {
        return CanaryJudge.judge(COMPARING, wishes, Measurements.NONE, SCOPE, seen, shown);
    }

    private static CanarySight seen(Observed<JobState> own, Observed<LedgerReading> books, Observed<JobState> live) {
        return new CanarySight(
                Optional.empty(),
                own,
                books,
                Observed.absent(),
                live,
                Optional.empty(),
                Observed.absent(),
                Duration.ZERO,
                NOW.plusSeconds(60));
    }

    private static Observed<LedgerReading> reading(Observed<LedgerSum> books) {
        return books.map(sum -> new LedgerReading(sum, 0, Duration.ZERO, Optional.empty()));
    }

    private static Observed<JobState> job(String state, String id) {
        JobState.Spec asked = new JobState.Spec("2-00000002", true);
        return Observed.found(new JobState(
                "uid",
                1,
                true,
                false,
                asked,
                Optional.of(asked),
                true,
                "STABLE",
                "READY",
                state,
                id,
                Optional.empty(),
                Optional.empty(),
                Nonces.NONE,
                Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        // equal, different, missing, extra, lateness, minRecords, maxDifference
        "1000, 0, 0, 0, 0, 1000, 0, PASSED",
        "999, 0, 0, 0, 0, 1000, 0, INCONCLUSIVE",
        "0, 0, 0, 0, 0, 1, 0, INCONCLUSIVE",
        "1000, 0, 0, 0, 10, 1000, 0, PASSED",
        // Lateness is no difference, and no comparison either.
        "999, 0, 0, 0, 1, 1000, 0, INCONCLUSIVE",
        "1000, 0, 0, 0, 11, 1000, 0, INCONCLUSIVE",
        "5, 1, 0, 0, 0, 1000, 0, FAILED",
        "5, 0, 1, 0, 0, 1000, 0, FAILED",
        "5, 0, 0, 1, 0, 1000, 0, FAILED",
        // A ratio needs enough to be one.
        "5, 1, 0, 0, 0, 1000, 1000, INCONCLUSIVE",
        "998, 1, 1, 0, 0, 1000, 2000, PASSED",
        "997, 1, 1, 1, 0, 1000, 2000, FAILED"
    })
    void the_figures_decide(
            long equal,
            long different,
            long missing,
            long extra,
            long lateness,
            long minRecords,
            int maxDifference,
            ComparisonVerdict verdict) {
        // when
        Evidence evidence = judge(
                wishes(minRecords, maxDifference),
                books(compared(equal, different, missing, extra, lateness)),
                "job-1",
                Evidence.NONE);
        // then
        assertThat(evidence.verdict()).contains(verdict);
    }

    @Test
    void what_has_met_its_equal_says_nothing_yet_of_what_has_not() {
        // given
        Map<String, Counts> places = Map.of(
                Books.compared("totals"), new Counts(Map.of(Account.EQUAL, 5_000L, Account.RESOLVED, 900L), Map.of()));
        // when
        Evidence evidence = judge(wishes(1_000, 0), books(places), "job-1", Evidence.NONE);
        // then
        assertThat(evidence.verdict()).contains(INCONCLUSIVE);
        assertThat(evidence.message()).startsWith("900 of 1000 records compared so far");
    }

    @Test
    void what_has_failed_is_no_better_when_the_live_job_was_started_again() {
        // given
        Evidence failed = judge(wishes(10, 0), books(compared(90, 1, 0, 0, 0)), "job-1", Evidence.NONE);
        // when
        Evidence later = judge(wishes(10, 0), books(compared(90, 1, 0, 0, 0)), "job-2", failed);
        // then
        assertThat(later.verdict()).contains(FAILED);
        assertThat(later.message()).isEqualTo(failed.message());
    }

    @Test
    void of_a_candidate_whose_revision_is_gone_nobody_knows_what_it_should_have_written() {
        // when
        Evidence evidence = CanaryJudge.judge(
                COMPARING,
                wishes(10, 0),
                Measurements.NONE,
                seen(job("RUNNING", "job-c"), reading(books(compared(100, 0, 0, 0, 0))), job("RUNNING", "job-1")),
                Evidence.NONE);
        // then
        assertThat(evidence.verdict()).contains(INCONCLUSIVE);
        assertThat(evidence.message()).contains("not stored any more");
    }

    @Test
    void the_figures_stay_when_only_the_end_of_the_comparison_is_known() {
        // given
        Evidence before = judge(wishes(10, 0), books(compared(100, 0, 0, 0, 0)), "job-1", Evidence.NONE);
        Outage away = new Outage(Reason.KAFKA_UNREACHABLE, "Kafka does not answer");
        // when
        Evidence later = judge(wishes(10, 0), Observed.unreachable(away), "job-2", before);
        // then
        assertThat(later.verdict()).contains(INCONCLUSIVE);
        assertThat(later.sinks()).isEqualTo(before.sinks());
    }

    @Test
    void another_live_job_says_nothing_whatever_the_figures_are() {
        // when
        Evidence evidence = judge(wishes(10, 0), books(compared(100, 0, 0, 0, 0)), "job-2", Evidence.NONE);
        // then
        assertThat(evidence.verdict()).contains(INCONCLUSIVE);
        assertThat(evidence.message()).contains("the live job was started again");
        assertThat(evidence.sinks()).singleElement().satisfies(sink -> assertThat(sink.equal())
                .isEqualTo(100));
    }

    @Test
    void a_live_job_that_went_back_before_the_cut_says_nothing_either() {
        // given
        Map<String, Counts> places = Map.of(
                Books.compared("totals"),
                new Counts(Map.of(Account.EQUAL, 100L), Map.of()),
                Books.COMPARISON,
                new Counts(Map.of(Account.BROKEN, 1L), Map.of()));
        // when
        Evidence evidence = judge(wishes(10, 0), books(places), "job-1", Evidence.NONE);
        // then
        assertThat(evidence.verdict()).contains(INCONCLUSIVE);
        assertThat(evidence.message()).contains("gone back to before the candidate's savepoint");
    }

    @Test
    void what_was_said_stays_while_the_books_cannot_be_read() {
        // given
        Evidence before = judge(wishes(10, 0), books(compared(100, 0, 0, 0, 0)), "job-1", Evidence.NONE);
        Outage away = new Outage(Reason.KAFKA_UNREACHABLE, "Kafka does not answer");
        // when
        Evidence later = judge(wishes(10, 0), Observed.unreachable(away), "job-1", before);
        // then
        assertThat(before.verdict()).contains(PASSED);
        assertThat(later.verdict()).contains(PASSED);
        assertThat(later.sinks()).isEqualTo(before.sinks());
    }

    @Test
    void two_sinks_are_judged_each_by_itself() {
        // given
        Map<String, Counts> places = Map.of(
                Books.compared("many"), new Counts(Map.of(Account.EQUAL, 1_000L), Map.of()),
                Books.compared("few"), new Counts(Map.of(Account.DIFFERENT, 9L), Map.of()));
        // when
        Evidence evidence = judge(wishes(100, 1_000), books(places), "job-1", Evidence.NONE);
        // then
        assertThat(evidence.verdict()).contains(INCONCLUSIVE);
        assertThat(evidence.message()).contains("sink few").contains("too few");
    }

    @ParameterizedTest
    @CsvSource({"RESTARTING", "FAILED"})
    void a_candidate_that_does_not_run_has_not_passed(String state) {
        // when
        Evidence evidence = judge(
                wishes(10, 0),
                seen(job(state, "job-c"), reading(books(compared(100, 0, 0, 0, 0))), job("RUNNING", "job-1")),
                Evidence.NONE);
        // then
        assertThat(evidence.verdict()).contains(INCONCLUSIVE);
        assertThat(evidence.message()).isEqualTo("the candidate's job does not run; it is " + state);
    }

    @Test
    void what_the_candidate_itself_keeps_from_being_compared_has_not_passed() {
        // given
        Scope scope = new Scope(
                List.of("the candidate does not have sink gone", "sink raw can be compared no longer, as it is chance"),
                List.of("totals"),
                List.of(),
                List.of(),
                false);
        // when
        Evidence evidence = CanaryJudge.judge(
                COMPARING,
                wishes(10, 0),
                Measurements.NONE,
                scope,
                seen(job("RUNNING", "job-c"), reading(books(compared(100, 0, 0, 0, 0))), job("RUNNING", "job-1")),
                Evidence.NONE);
        // then
        assertThat(evidence.verdict()).contains(INCONCLUSIVE);
        assertThat(evidence.message())
                .isEqualTo("the candidate does not have sink gone; sink raw can be compared no longer, as it is chance;"
                        + " where that is meant, promote it by spec.rollout.promote");
    }

    @Test
    void beside_a_live_job_that_does_not_run_nothing_passes() {
        // when
        Evidence evidence = judge(
                wishes(10, 0),
                seen(job("RUNNING", "job-c"), reading(books(compared(100, 0, 0, 0, 0))), job("RESTARTING", "job-1")),
                Evidence.NONE);
        // then
        assertThat(evidence.verdict()).contains(INCONCLUSIVE);
        assertThat(evidence.message()).isEqualTo("the live job does not run; it is RESTARTING");
    }

    @Test
    void what_was_said_does_not_stay_when_the_candidate_is_gone_and_its_books_cannot_be_read() {
        // given
        Evidence before = judge(wishes(10, 0), books(compared(100, 0, 0, 0, 0)), "job-1", Evidence.NONE);
        Outage away = new Outage(Reason.KAFKA_UNREACHABLE, "Kafka does not answer");
        // when
        Evidence later = judge(
                wishes(10, 0), seen(Observed.absent(), Observed.unreachable(away), job("RUNNING", "job-1")), before);
        // then
        assertThat(later.verdict()).contains(INCONCLUSIVE);
        assertThat(later.message()).isEqualTo("the candidate's FlinkDeployment is gone");
    }

    @Test
    void what_has_failed_is_no_better_when_the_candidate_does_not_run_and_its_books_cannot_be_read() {
        // given
        Evidence failed = judge(wishes(10, 0), books(compared(90, 1, 0, 0, 0)), "job-1", Evidence.NONE);
        Outage away = new Outage(Reason.KAFKA_UNREACHABLE, "Kafka does not answer");
        // when
        Evidence later = judge(
                wishes(10, 0),
                seen(job("FAILED", "job-c"), Observed.unreachable(away), job("RUNNING", "job-1")),
                failed);
        // then
        assertThat(later).isEqualTo(failed);
    }

    @ParameterizedTest
    @CsvSource({
        // seconds since the last checkpoint of the candidate and of the live job, between two as configured, and that
        // one takes
        "600, 600, 10, 1, PASSED",
        "601, 0, 10, 1, INCONCLUSIVE",
        "0, 601, 10, 1, INCONCLUSIVE",
        "1890, 1890, 600, 1, PASSED",
        "1891, 0, 600, 1, INCONCLUSIVE",
        "930, 930, 10, 300, PASSED",
        "931, 0, 10, 300, INCONCLUSIVE"
    })
    void books_that_are_old_say_nothing_of_what_is_written_since(
            long ofCandidate, long ofLive, long interval, long checkpoint, ComparisonVerdict verdict) {
        // given
        Observed<LedgerSum> books = books(compared(100, 0, 0, 0, 0));
        CanarySight seen = new CanarySight(
                Optional.empty(),
                job("RUNNING", "job-c"),
                reading(books.map(sum -> at(sum, NOW.minusSeconds(ofCandidate)))),
                Observed.absent(),
                job("RUNNING", "job-1"),
                Optional.of(every(Duration.ofSeconds(interval))),
                books.map(sum -> at(sum, NOW.minusSeconds(ofLive))),
                Duration.ofSeconds(checkpoint),
                NOW);
        // when
        Evidence evidence = judge(wishes(10, 0), seen, Evidence.NONE);
        // then
        assertThat(evidence.verdict()).contains(verdict);
    }

    private static LedgerSum at(LedgerSum sum, Instant clock) {
        return new LedgerSum(
                sum.run(),
                sum.revision(),
                sum.checkpoint(),
                clock.toEpochMilli(),
                sum.watermarks(),
                sum.total(),
                sum.opening(),
                sum.latestWatermarks(),
                sum.positions(),
                sum.restored());
    }

    private static FlinkSettings every(Duration interval) {
        FlinkSettings.Resources pod = new FlinkSettings.Resources(1, 1024);
        return new FlinkSettings(
                "image",
                "v2_2",
                "flink",
                "file:/state",
                1,
                128,
                FlinkSettings.StateBackend.HEAP,
                new FlinkSettings.Checkpoints(interval.toMillis(), 0, 60_000),
                pod,
                pod,
                1);
    }

    @ParameterizedTest
    @CsvSource({"600, PASSED", "601, INCONCLUSIVE"})
    void a_comparison_that_stands_still_while_the_candidate_writes_says_nothing(
            long seconds, ComparisonVerdict verdict) {
        // given
        Observed<LedgerReading> books = books(compared(100, 0, 0, 0, 0))
                .map(sum -> new LedgerReading(sum, 0, Duration.ofSeconds(seconds), Optional.empty()));
        // when
        Evidence evidence =
                judge(wishes(10, 0), seen(job("RUNNING", "job-c"), books, job("RUNNING", "job-1")), Evidence.NONE);
        // then
        assertThat(evidence.verdict()).contains(verdict);
        assertThat(evidence.message().startsWith("the comparison stands still")).isEqualTo(verdict == INCONCLUSIVE);
    }

    @Test
    void a_failure_names_the_sink_and_what_is_wrong() {
        // when
        Evidence evidence = judge(wishes(10, 0), books(compared(90, 1, 2, 3, 0)), "job-1", Evidence.NONE);
        // then
        assertThat(evidence.verdict()).contains(FAILED);
        assertThat(evidence.message())
                .isEqualTo("sink totals: of 96 compared records 1 differ, 2 are missing, 3 are extra");
    }

    @Test
    void nothing_is_said_before_it_was_restored() {
        // given
        Candidate rehearsing = Candidate.begin(COMPARING.name(), "spec", COMPARING.live(), COMPARING.columns(), NOW);
        // when
        Evidence evidence = CanaryJudge.judge(
                rehearsing,
                wishes(10, 0),
                Measurements.NONE,
                SCOPE,
                seen(job("RUNNING", "job-c"), reading(books(compared(100, 0, 0, 0, 0))), job("RUNNING", "job-1")),
                Evidence.NONE);
        // then
        assertThat(evidence).isEqualTo(Evidence.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // windowed, equal, different, windows, progress
                "true, 0, 0, 0, 0/3 windows",
                "true, 5000, 0, 2, 2/3 windows",
                "true, 317, 0, 3, 320/1000 records",
                "true, 1000, 0, 3, -",
                "true, 5, 1, 0, -",
                "false, 5, 0, 0, 5/1000 records",
            })
    void it_says_how_far_it_is_by_what_takes_longest_and_only_while_that_is_what_is_missing(
            boolean windowed, long equal, long different, long windows, @Nullable String progress) {
        // given
        List<String> sinks = List.of("totals");
        Scope scope = new Scope(List.of(), sinks, windowed ? sinks : List.of(), List.of(), false);
        Map<Account, Long> counts = Map.of(
                Account.EQUAL, equal,
                Account.DIFFERENT, different,
                Account.WINDOWS, windows,
                Account.RESOLVED, equal + different);
        Map<String, Counts> places = Map.of(Books.compared("totals"), new Counts(counts, Map.of()));
        CanarySight seen = seen(job("RUNNING", "job-c"), reading(books(places)), job("RUNNING", "job-1"));
        // when
        Evidence evidence =
                CanaryJudge.judge(COMPARING, wishes(1_000, 0), Measurements.NONE, scope, seen, Evidence.NONE);
        // then
        assertThat(evidence.progress()).isEqualTo(Optional.ofNullable(progress));
    }

    @Test
    void several_sinks_are_as_far_as_the_one_that_is_furthest_behind() {
        // given
        List<String> sinks = List.of("counts", "totals");
        Scope scope = new Scope(List.of(), sinks, List.of(), List.of(), false);
        CanarySight seen =
                seen(job("RUNNING", "job-c"), reading(books(compared(2_000, 0, 0, 0, 0))), job("RUNNING", "job-1"));
        // when
        Evidence evidence =
                CanaryJudge.judge(COMPARING, wishes(1_000, 0), Measurements.NONE, scope, seen, Evidence.NONE);
        // then
        assertThat(evidence.progress()).contains("1/2 sinks");
    }
}
