package io.millrace.operator.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus.ComparisonVerdict;
import io.millrace.api.v1alpha1.PipelineStatus.GateResult;
import io.millrace.api.v1alpha1.RolloutSpec;
import io.millrace.api.v1alpha1.RolloutSpec.GateMetric;
import io.millrace.api.v1alpha1.RolloutSpec.OnDeadline;
import io.millrace.api.v1alpha1.RolloutSpec.Promotion;
import io.millrace.api.v1alpha1.RolloutSpec.Strategy;
import io.millrace.operator.gates.Measurements;
import io.millrace.operator.revisions.RevisionName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanaryDecisionTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String NAME = "2-00000002";

    private static Candidate candidate(Duration comparing) {
        return Candidate.begin(
                        RevisionName.parse(NAME),
                        "spec",
                        RevisionName.parse("1-00000001"),
                        new ComparedColumns(List.of(), List.of(), 100),
                        NOW.minus(comparing))
                .startedFrom(new Candidate.Cut("file:/savepoint", "job-1"))
                .comparing(NOW.minus(comparing));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // strategy, promotion, promote, force, abort, onDeadline, verdict, minutes, decision
                "CANARY, MANUAL, -, false, -, ABORT, PASSED, 1, Stay",
                "CANARY, MANUAL, 2-00000002, false, -, ABORT, PASSED, 1, Promote",
                "CANARY, MANUAL, 2-00000002, false, -, ABORT, INCONCLUSIVE, 1, Promote",
                "CANARY, MANUAL, 2-00000002, false, -, ABORT, FAILED, 1, Stay",
                "CANARY, MANUAL, 2-00000002, true, -, ABORT, FAILED, 1, Promote",
                "CANARY, MANUAL, 1-00000002, true, -, ABORT, PASSED, 1, Stay",
                "SHADOW, MANUAL, 2-00000002, false, -, ABORT, PASSED, 1, Promote",
                "CANARY, AUTOMATIC, -, false, -, ABORT, PASSED, 1, Promote",
                "CANARY, AUTOMATIC, -, false, -, ABORT, INCONCLUSIVE, 1, Stay",
                "CANARY, AUTOMATIC, -, false, -, ABORT, FAILED, 1, GiveUp",
                "CANARY, MANUAL, 2-00000002, false, 2-00000002, ABORT, PASSED, 1, GiveUp",
                "CANARY, MANUAL, -, false, 1-00000002, ABORT, PASSED, 1, Stay",
                "CANARY, MANUAL, -, false, -, ABORT, PASSED, 61, GiveUp",
                "CANARY, MANUAL, -, false, -, HOLD, PASSED, 61, Stay"
            })
    void what_is_to_become_of_a_candidate(
            Strategy strategy,
            Promotion promotion,
            @Nullable String promote,
            boolean force,
            @Nullable String abort,
            OnDeadline onDeadline,
            ComparisonVerdict verdict,
            int minutes,
            String decision) {
        // given
        CanaryWishes wishes = CanaryWishes.of(new RolloutSpec(
                strategy, promotion, promote, force, abort, null, null, null, null, null, onDeadline, null, null));
        Evidence evidence = new Evidence(
                Optional.of(verdict), "because", Optional.empty(), List.of(), List.of(), Measurements.NONE, true);
        // when
        CanaryDecision decided = CanaryDecision.of(candidate(Duration.ofMinutes(minutes)), wishes, evidence, true, NOW);
        // then
        assertThat(decided.getClass().getSimpleName()).isEqualTo(decision);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // strategy, promotion, promote, force, may promote, onDeadline, decision
                "CANARY, MANUAL, -, false, true, ABORT, GiveUp",
                "CANARY, AUTOMATIC, -, false, true, HOLD, GiveUp",
                "SHADOW, MANUAL, -, true, true, ABORT, GiveUp",
                "CANARY, MANUAL, 2-00000002, false, true, ABORT, GiveUp",
                "CANARY, MANUAL, 2-00000002, true, true, ABORT, Promote",
                "CANARY, MANUAL, 2-00000002, true, false, ABORT, Stay",
                "CANARY, MANUAL, 1-00000002, true, true, ABORT, GiveUp"
            })
    void a_gate_that_failed_gives_it_up_unless_its_promotion_is_forced(
            Strategy strategy,
            Promotion promotion,
            @Nullable String promote,
            boolean force,
            boolean mayPromote,
            OnDeadline onDeadline,
            String decision) {
        // given
        CanaryWishes wishes = CanaryWishes.of(new RolloutSpec(
                strategy, promotion, promote, force, null, null, null, null, null, null, onDeadline, null, null));
        GateResult gate =
                new GateResult(GateMetric.RESTARTS, "1", ComparisonVerdict.FAILED, "2", 0L, 2L, null, null, 2, 2);
        Measurements measured = new Measurements(Optional.empty(), List.of(gate));
        // when
        CanaryDecision decided = decided(wishes, measured, mayPromote);
        // then
        assertThat(decided.getClass().getSimpleName()).isEqualTo(decision);
    }

    private static CanaryDecision decided(CanaryWishes wishes, Measurements measured, boolean mayPromote) {
        Evidence evidence = new Evidence(
                Optional.of(ComparisonVerdict.FAILED),
                "because",
                Optional.empty(),
                List.of(),
                List.of(),
                measured,
                true);
        return CanaryDecision.of(candidate(Duration.ofMinutes(1)), wishes, evidence, mayPromote, NOW);
    }
}
