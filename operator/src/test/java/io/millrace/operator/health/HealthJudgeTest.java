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
                4,
                Optional.of(NOW.minus(restartAge)),
                Optional.of(NOW.minus(checkpointAge)),
                MINUTE,
                growing,
                Optional.empty(),
                unreachable);
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
                0,
                Optional.empty(),
                Optional.empty(),
                MINUTE,
                false,
                Optional.empty(),
                List.of());
        // then
        assertThat(HealthJudge.judge(facts, NOW)).isEmpty();
    }
}
