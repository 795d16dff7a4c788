package io.millrace.operator.gates;

import static io.millrace.api.v1alpha1.PipelineStatus.ComparisonVerdict.FAILED;
import static io.millrace.api.v1alpha1.PipelineStatus.ComparisonVerdict.INCONCLUSIVE;
import static io.millrace.api.v1alpha1.PipelineStatus.ComparisonVerdict.PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus.ComparisonVerdict;
import io.millrace.api.v1alpha1.PipelineStatus.GateResult;
import io.millrace.api.v1alpha1.RolloutSpec;
import io.millrace.api.v1alpha1.RolloutSpec.GateMetric;
import io.millrace.operator.gates.Counters.BookedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementsTest {

    private static final Instant SINCE = Instant.parse("2026-01-01T12:00:00Z");
    private static final long MIN_RECORDS = 1_000;
    private static final int WARM = 3;

    private static List<Gate> gate(GateMetric metric, @Nullable Double ratio, @Nullable Long increase) {
        return Gate.of(List.of(new RolloutSpec.Gate(metric, ratio, increase)));
    }

    /** A job that reads 600 records a minute, in 600 ms of CPU, and checkpoints twice, by how many minutes it has run. */
    private static JobSight steady(int minute) {
        return job(minute, 0, 0, 0, 0, 600, 100, 50);
    }

    private static JobSight job(
            int minute, long dead, long late, long restarts, long failures, long cpuPerMinute, long lag, long took) {
        return new JobSight(
                new Counters(
                        Optional.of(restarts),
                        Optional.of(2L * minute),
                        Optional.of(failures),
                        Optional.of(minute * cpuPerMinute),
                        Optional.of(new BookedRecords(minute * 60_000L, minute * 600L, dead, late))),
                Optional.of(lag),
                Optional.of(took));
    }

    private static Measurements after(
            int minutes, List<Gate> gates, IntFunction<JobSight> live, IntFunction<JobSight> candidate) {
        Measurements measured = Measurements.NONE;
        for (int minute = 0; minute <= minutes; minute++) {
            measured = measured.after(gates, Optional.of(look(minute, live, candidate)), SINCE, MIN_RECORDS);
        }
        return measured;
    }

    private static Look look(int minute, IntFunction<JobSight> live, IntFunction<JobSight> candidate) {
        return new Look(SINCE.plus(Duration.ofMinutes(minute)), live.apply(minute), candidate.apply(minute));
    }

    private static GateResult only(Measurements measured) {
        assertThat(measured.results()).hasSize(1);
        return measured.results().get(0);
    }

    @ParameterizedTest(name = "{0} of the candidate and {1} of the live job a minute, for {2} minutes: {3}")
    @CsvSource({
        "0, 0, 10, PASSED",
        "0, 0, 1, INCONCLUSIVE",
        "3, 3, 10, PASSED",
        "4, 2, 10, PASSED",
        // More than twice as many, but few.
        "1, 0, 5, INCONCLUSIVE",
        "1, 0, 20, FAILED",
        "9, 3, 10, INCONCLUSIVE",
        "18, 3, 10, FAILED",
        "0, 9, 10, PASSED"
    })
    void dead_letters_may_be_twice_as_many(int candidate, int live, int minutes, ComparisonVerdict verdict) {
        // when
        Measurements measured = after(
                minutes,
                gate(GateMetric.DEAD_LETTER_RATIO, 2.0, null),
                minute -> job(minute, (long) live * minute, 0, 0, 0, 600, 100, 50),
                minute -> job(minute, (long) candidate * minute, 0, 0, 0, 600, 100, 50));
        // then
        assertThat(only(measured).verdict()).isEqualTo(verdict);
        assertThat(only(measured).candidate()).isEqualTo((long) candidate * minutes);
        assertThat(only(measured).candidateRecords()).isEqualTo(600L * minutes);
    }

    @Test
    void what_has_failed_says_so_in_figures() {
        // when
        Measurements measured = after(
                10,
                gate(GateMetric.DEAD_LETTER_RATIO, 1.5, null),
                minute -> steady(minute),
                minute -> job(minute, 60L * minute, 0, 0, 0, 600, 100, 50));
        // then
        assertThat(measured.hasFailed()).isTrue();
        assertThat(measured.sentences(FAILED))
                .containsExactly("gate deadLetterRatio: dead letters are 600 of 6000 records, the live job's 0 of 6000:"
                        + " more than 1.5 times the live job's");
    }

    @Test
    void late_records_count_from_when_the_backlog_is_read() {
        // given: all of them come before
        IntFunction<JobSight> candidate = minute -> job(minute, 0, Math.min(minute, WARM) * 50L, 0, 0, 600, 100, 50);
        // when
        Measurements measured = after(10, gate(GateMetric.LATE_RATIO, 1.0, null), minute -> steady(minute), candidate);
        // then
        assertThat(only(measured).candidate()).isZero();
        assertThat(only(measured).verdict()).isEqualTo(PASSED);
        assertThat(only(measured).candidateRecords()).isEqualTo(600L * (10 - WARM));
    }

    @ParameterizedTest(name = "{0} restarts of the candidate, {1} of the live job, {2} minutes: {3}")
    @CsvSource({
        "0, 0, 9, INCONCLUSIVE",
        "0, 0, 10, PASSED",
        "1, 0, 10, PASSED",
        "2, 0, 2, INCONCLUSIVE",
        "2, 0, 3, FAILED",
        "2, 1, 10, PASSED"
    })
    void restarts_may_be_one_more(int candidate, int live, int minutes, ComparisonVerdict verdict) {
        // when
        Measurements measured = after(
                minutes,
                gate(GateMetric.RESTARTS, null, 1L),
                minute -> job(minute, 0, 0, Math.min(minute, live), 0, 600, 100, 50),
                minute -> job(minute, 0, 0, Math.min(minute, candidate), 0, 600, 100, 50));
        // then
        assertThat(only(measured).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"RESTARTS", "CHECKPOINT_FAILURES"})
    void a_fault_of_both_that_one_look_sees_of_the_candidate_alone_is_no_fault_of_it(GateMetric metric) {
        // given: they come back at different times, twice, and the look is between them
        IntUnaryOperator candidate = minute -> minute < 2 ? 0 : minute < 6 ? 1 : 2;
        IntUnaryOperator live = minute -> candidate.applyAsInt(minute - 1);
        // when
        Measurements between = after(
                6,
                gate(metric, null, 0L),
                minute -> counting(minute, live.applyAsInt(minute)),
                minute -> counting(minute, candidate.applyAsInt(minute)));
        Measurements later = after(
                10,
                gate(metric, null, 0L),
                minute -> counting(minute, live.applyAsInt(minute)),
                minute -> counting(minute, candidate.applyAsInt(minute)));
        // then
        assertThat(only(between).verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(only(between).message()).contains("more than the live job's").contains("unless the next look");
        assertThat(only(later).verdict()).isEqualTo(PASSED);
        assertThat(only(later).minutesBeyond()).isZero();
    }

    private static JobSight counting(int minute, int faults) {
        return job(minute, 0, 0, faults, faults, 600, 100, 50);
    }

    @Test
    void a_job_manager_that_counts_anew_forgets_nothing_here() {
        // given: two restarts, then another JobManager, which is one as well, then one more
        IntUnaryOperator restarts = minute -> minute < 3 ? minute : minute < 5 ? 0 : 1;
        // when
        Measurements measured = after(
                10,
                gate(GateMetric.RESTARTS, null, 9L),
                minute -> steady(minute),
                minute -> job(minute, 0, 0, restarts.applyAsInt(minute), 0, 600, 100, 50));
        // then
        assertThat(only(measured).candidate()).isEqualTo(4);
    }

    @Test
    void another_job_manager_is_a_restart_also_where_there_was_none_before() {
        // given: one each three minutes
        IntFunction<JobSight> candidate = minute -> new JobSight(
                new Counters(
                        Optional.of(0L),
                        Optional.of(2L * (minute % 3)),
                        Optional.of(0L),
                        Optional.empty(),
                        Optional.empty()),
                Optional.empty(),
                Optional.empty());
        // when
        Measurements measured = after(10, gate(GateMetric.RESTARTS, null, 2L), minute -> steady(minute), candidate);
        // then
        assertThat(only(measured).candidate()).isEqualTo(3);
        assertThat(only(measured).verdict()).isEqualTo(FAILED);
    }

    @ParameterizedTest(name = "{0}: {1} of the candidate for {2} minutes: {3}")
    @CsvSource({
        "LAG, 200, 13, PASSED",
        "LAG, 201, 13, FAILED",
        "LAG, 201, 11, INCONCLUSIVE",
        "LAG, 200, 12, INCONCLUSIVE",
        "CHECKPOINT_DURATION, 100, 13, PASSED",
        "CHECKPOINT_DURATION, 101, 13, FAILED",
        "CPU_PER_RECORD, 1200, 13, PASSED",
        "CPU_PER_RECORD, 1201, 13, FAILED"
    })
    void minutes_are_held_against_each_other(GateMetric metric, int figure, int minutes, ComparisonVerdict verdict) {
        // given
        List<Gate> gates = metric == GateMetric.LAG ? gate(metric, null, 100L) : gate(metric, 2.0, null);
        IntFunction<JobSight> candidate = minute -> switch (metric) {
            case LAG -> job(minute, 0, 0, 0, 0, 600, figure, 50);
            case CHECKPOINT_DURATION -> job(minute, 0, 0, 0, 0, 600, 100, figure);
            default -> job(minute, 0, 0, 0, 0, figure, 100, 50);
        };
        // when
        Measurements measured = after(minutes, gates, minute -> steady(minute), candidate);
        // then
        assertThat(only(measured).verdict()).isEqualTo(verdict);
        assertThat(only(measured).minutes()).isEqualTo(minutes - WARM);
    }

    @Test
    void a_minute_that_is_bad_for_both_is_no_fault_of_the_candidate() {
        // given
        IntFunction<JobSight> swinging = minute -> job(minute, 0, 0, 0, 0, 600, 100, minute % 2 == 0 ? 5_000 : 20);
        // when
        Measurements measured = after(13, gate(GateMetric.CHECKPOINT_DURATION, 1.1, null), swinging, swinging);
        // then
        assertThat(only(measured).verdict()).isEqualTo(PASSED);
        assertThat(only(measured).minutesBeyond()).isZero();
    }

    @Test
    void a_pause_of_the_operator_is_no_minute_and_its_events_count() {
        // given
        List<Gate> gates = Gate.of(List.of(
                new RolloutSpec.Gate(GateMetric.LAG, null, 0L),
                new RolloutSpec.Gate(GateMetric.DEAD_LETTER_RATIO, 2.0, null)));
        IntFunction<JobSight> candidate = minute -> job(minute, minute, 0, 0, 0, 600, 100, 50);
        Measurements before = after(4, gates, candidate, candidate);
        // when
        Measurements measured = before.after(gates, Optional.of(look(34, candidate, candidate)), SINCE, MIN_RECORDS);
        // then
        assertThat(measured.results()).extracting(GateResult::minutes).containsExactly(1, 5);
        assertThat(measured.results().get(1).candidate()).isEqualTo(34);
    }

    @Test
    void nothing_moves_within_a_minute_or_while_a_system_is_away() {
        // given
        List<Gate> gates = gate(GateMetric.RESTARTS, null, 0L);
        Measurements before = after(2, gates, minute -> steady(minute), minute -> steady(minute));
        Look soon = new Look(SINCE.plusSeconds(2 * 60 + 59), steady(3), job(3, 0, 0, 5, 0, 600, 100, 50));
        // when, then
        assertThat(before.after(gates, Optional.of(soon), SINCE, MIN_RECORDS)).isEqualTo(before);
        assertThat(before.after(gates, Optional.empty(), SINCE, MIN_RECORDS)).isEqualTo(before);
    }

    @Test
    void another_limit_is_measured_anew() {
        // given
        Measurements before = after(
                20,
                gate(GateMetric.LAG, null, 0L),
                minute -> steady(minute),
                minute -> job(minute, 0, 0, 0, 0, 600, 500, 50));
        // when
        Measurements measured = before.after(gate(GateMetric.LAG, null, 1_000L), Optional.empty(), SINCE, MIN_RECORDS);
        // then
        assertThat(only(before).verdict()).isEqualTo(FAILED);
        assertThat(only(measured).verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(only(measured).minutes()).isZero();
    }

    @Test
    void what_was_not_measured_has_not_passed() {
        // given
        JobSight silent = new JobSight(
                new Counters(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty());
        List<Gate> all = Gate.of(List.of(
                new RolloutSpec.Gate(GateMetric.DEAD_LETTER_RATIO, 2.0, null),
                new RolloutSpec.Gate(GateMetric.LATE_RATIO, 2.0, null),
                new RolloutSpec.Gate(GateMetric.LAG, null, 9L),
                new RolloutSpec.Gate(GateMetric.RESTARTS, null, 9L),
                new RolloutSpec.Gate(GateMetric.CHECKPOINT_DURATION, 2.0, null),
                new RolloutSpec.Gate(GateMetric.CHECKPOINT_FAILURES, null, 9L),
                new RolloutSpec.Gate(GateMetric.CPU_PER_RECORD, 2.0, null)));
        // when
        Measurements measured = after(60, all, minute -> steady(minute), minute -> silent);
        // then
        assertThat(measured.results())
                .hasSize(7)
                .extracting(GateResult::verdict)
                .containsOnly(INCONCLUSIVE);
    }

    @Test
    void nothing_is_remembered_where_there_is_no_gate() {
        // when, then
        assertThat(after(5, List.of(), minute -> steady(minute), minute -> steady(minute)))
                .isEqualTo(Measurements.NONE);
    }
}
