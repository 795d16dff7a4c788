package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.ComparisonVerdict;
import io.millrace.api.v1alpha1.PipelineStatus.GateResult;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutStage;
import io.millrace.api.v1alpha1.RolloutSpec.GateMetric;
import io.millrace.definition.ledger.Account;
import io.millrace.operator.revisions.RevisionName;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A candidate that processes some of the keys only. */
class SampledCandidateLoopTest {

    private final World world = new World();

    @BeforeEach
    void a_pipeline_that_runs() {
        set("10%", "");
    }

    private void set(String keys, String more) {
        world.api.edit(spec -> Edits.with(
                spec,
                "rollout",
                "{\"strategy\": \"Canary\", \"promotion\": \"Manual\", \"force\": false, \"onDeadline\": \"Abort\","
                        + " \"compare\": {\"minRecords\": 100, \"maxDifference\": 0}, \"sample\": {\"keys\": \"" + keys
                        + "\"}" + more + "}"));
        world.settle();
    }

    private void begin() {
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
    }

    private PipelineStatus.Rollout rollout() {
        return world.api.status().rollout();
    }

    @Test
    void it_is_compared_by_them_and_says_so() {
        // given
        begin();
        // when
        world.compared(RevisionName.parse(rollout().candidate()), Map.of(Account.EQUAL, 100L, Account.WINDOWS, 3L));
        world.settle();
        // then
        assertThat(rollout().keysPercent()).isEqualTo(10);
        assertThat(rollout().verdict()).isEqualTo(ComparisonVerdict.PASSED);
        assertThat(rollout().message()).isEqualTo("100 records compared; of all keys, 10% are processed and compared");
    }

    @Test
    void another_sample_is_another_candidate() {
        // given
        begin();
        String first = rollout().candidate();
        // when
        set("20%", "");
        // then
        assertThat(rollout().candidate()).isNotEqualTo(first).startsWith("3-");
        assertThat(rollout().keysPercent()).isEqualTo(20);
        assertThat(rollout().stage()).isEqualTo(RolloutStage.COMPARING);
    }

    private static final String GATES =
            ", \"gates\": [{\"metric\": \"restarts\", \"maxIncrease\": 0}, {\"metric\": \"lag\", \"maxIncrease\": 9}]";

    @Test
    void a_gate_that_it_does_not_tell_of_passes_nothing() {
        // given
        begin();
        world.compared(RevisionName.parse(rollout().candidate()), Map.of(Account.EQUAL, 100L, Account.WINDOWS, 3L));
        world.settle();
        ComparisonVerdict before = rollout().verdict();
        // when
        set("10%", GATES);
        // then
        assertThat(before).isEqualTo(ComparisonVerdict.PASSED);
        assertThat(rollout().verdict()).isEqualTo(ComparisonVerdict.INCONCLUSIVE);
        assertThat(rollout().message())
                .startsWith("a candidate that processes a sample of the keys cannot be measured by");
        assertThat(rollout().gates()).extracting(GateResult::metric).containsExactly(GateMetric.RESTARTS);
    }

    @Test
    void such_a_gate_is_told_as_soon_as_it_is_asked_for() {
        // when
        set("10%", GATES);
        String inPlace = world.message("Progressing");
        set("10%", "");
        begin();
        set("10%", GATES);
        // then
        assertThat(inPlace).startsWith("spec.rollout.gates[1].metric: a candidate that processes a sample of the keys");
        assertThat(world.message("Progressing")).isEqualTo(inPlace);
        assertThat(world.conditions()).containsEntry("Progressing", "False SpecInvalid");
        assertThat(rollout().stage()).isEqualTo(RolloutStage.COMPARING);
    }

    @Test
    void with_such_a_gate_none_is_begun() {
        // given
        set("10%", GATES);
        // when
        begin();
        // then
        assertThat(world.message("Progressing"))
                .startsWith(
                        "spec.rollout.gates[1].metric: a candidate that processes a sample of the keys cannot be held"
                                + " against the live job by what its records are or cost; leave the gate out, or"
                                + " spec.rollout.sample");
    }
}
