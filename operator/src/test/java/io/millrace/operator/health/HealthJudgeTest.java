package io.millrace.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus.Health;
import io.millrace.api.v1alpha1.PipelineStatus.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HealthJudgeTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    record Case(String name, HealthFacts facts, Verdict verdict, List<String> reasons) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static HealthFacts facts(
            String state, Duration restartAge, Duration checkpointAge, boolean growing, List<String> unreachable) {
        return new HealthFacts(
                true,
                Optional.of(state),
                Optional.empty(),
                Optional.empty(),
                4,
                Optional.of(NOW.minus(restartAge)),
                Optional.of(NOW.minus(checkpointAge)),
                MINUTE,
                growing,
                Optional.empty(),
                List.of(),
                unreachable);
    }

    private static HealthFacts running(Optional<String> idle, List<String> hindrances) {
        return new HealthFacts(
                true,
                Optional.of("RUNNING"),
                Optional.empty(),
                idle,
                0,
                Optional.empty(),
                Optional.of(NOW),
                MINUTE,
                false,
                Optional.empty(),
                hindrances,
                List.of());
    }

    static Stream<Case> cases() {
        Duration hour = Duration.ofHours(1);
        String restarted = "the job restarted within the last 10 minutes (4 restarts in all)";
        return Stream.of(
                new Case("fine", facts("RUNNING", hour, MINUTE, false, List.of()), Verdict.HEALTHY, List.of()),
                new Case(
                        "restarted lately",
                        facts("RUNNING", Duration.ofMinutes(9), MINUTE, false, List.of()),
                        Verdict.DEGRADED,
                        List.of(restarted)),
                new Case(
                        "checkpoints are late",
                        facts("RUNNING", hour, Duration.ofMinutes(4), false, List.of()),
                        Verdict.DEGRADED,
                        List.of(
                                "no checkpoint completed in 3 times the 60 s that one should take at most; output is not"
                                        + " committed meanwhile")),
                new Case(
                        "no checkpoint for long",
                        facts("RUNNING", hour, Duration.ofMinutes(11), false, List.of()),
                        Verdict.UNHEALTHY,
                        List.of(
                                "no checkpoint completed in 10 times the 60 s that one should take at most; output is not"
                                        + " committed meanwhile")),
                new Case(
                        "falls behind",
                        facts("RUNNING", hour, MINUTE, true, List.of()),
                        Verdict.DEGRADED,
                        List.of("the job falls behind: its lag grows steadily")),
                new Case(
                        "does not run, and more",
                        facts("RESTARTING", MINUTE, MINUTE, false, List.of()),
                        Verdict.UNHEALTHY,
                        List.of("the job is RESTARTING", restarted)),
                new Case(
                        "gone",
                        facts("", hour, MINUTE, false, List.of()),
                        Verdict.UNHEALTHY,
                        List.of("the job is not there")),
                new Case(
                        "called RUNNING with nothing to run on",
                        running(Optional.of("there is no TaskManager"), List.of()),
                        Verdict.UNHEALTHY,
                        List.of("there is no TaskManager")),
                new Case(
                        "the registry is away, and the job does not need it now",
                        running(Optional.empty(), List.of("the registry is away")),
                        Verdict.DEGRADED,
                        List.of("the registry is away")),
                new Case(
                        "Kafka cannot be asked",
                        facts("RUNNING", hour, MINUTE, false, List.of("Kafka is away")),
                        Verdict.UNKNOWN,
                        List.of("Kafka is away")),
                new Case(
                        "what is known to be bad outweighs what is not known",
                        facts("FAILED", hour, MINUTE, false, List.of("Kafka is away")),
                        Verdict.UNHEALTHY,
                        List.of("the job is FAILED", "Kafka is away")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void verdict(Case given) {
        // when
        Health health = HealthJudge.judge(given.facts(), NOW).orElseThrow();
        // then
        assertThat(health).isEqualTo(new Health(given.verdict(), given.reasons().isEmpty() ? null : given.reasons()));
    }

    @Test
    void nothing_is_judged_where_nothing_should_run() {
        // given
        HealthFacts facts = new HealthFacts(
                false,
                Optional.of(""),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                MINUTE,
                false,
                Optional.empty(),
                List.of(),
                List.of());
        // then
        assertThat(HealthJudge.judge(facts, NOW)).isEmpty();
    }

    @Test
    void a_job_that_has_lost_records_is_unhealthy_however_well_it_runs() {
        // given
        HealthFacts facts = new HealthFacts(
                true,
                Optional.of("RUNNING"),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.of(NOW),
                MINUTE,
                false,
                Optional.of("valid: 100 in, but 99 out"),
                List.of(),
                List.of());
        // when
        Optional<Health> health = HealthJudge.judge(facts, NOW);
        // then
        assertThat(health)
                .contains(
                        new Health(Verdict.UNHEALTHY, List.of("the books do not balance: valid: 100 in, but 99 out")));
    }

    @Test
    void a_topic_that_somebody_changed_degrades_a_job_that_runs_well() {
        // given
        HealthFacts facts = running(Optional.empty(), List.of("topic shop.totals was changed"));
        // when
        Optional<Health> health = HealthJudge.judge(facts, NOW);
        // then
        assertThat(health).contains(new Health(Verdict.DEGRADED, List.of("topic shop.totals was changed")));
    }
}
