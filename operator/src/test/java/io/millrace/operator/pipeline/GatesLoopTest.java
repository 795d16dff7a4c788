package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.ComparisonVerdict;
import io.millrace.api.v1alpha1.PipelineStatus.GateResult;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutOutcome;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.ledger.Account;
import io.millrace.operator.ledger.Rows;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.FlinkSettings;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a candidate is measured by, beside its output: remembered in the status, judged, shown. */
class GatesLoopTest {

    private final World world = new World();
    private final PipelineId beside = world.id().in(Slot.CANARY);

    @BeforeEach
    void a_pipeline_that_runs() {
        set("Manual", "");
        PipelineStatus status = world.api.status();
        world.ledgers.write(
                "ledger.shop.totals",
                Rows.row(
                        Slot.PROD,
                        status.job().id(),
                        status.revision().current(),
                        1,
                        Rows.AT,
                        "epoch@1",
                        1,
                        Rows.consumed(1_000)));
    }

    private void set(String promotion, String more) {
        world.api.edit(spec -> Edits.with(
                spec,
                "rollout",
                "{\"strategy\": \"Canary\", \"promotion\": \"" + promotion + "\", \"force\": false,"
                        + " \"onDeadline\": \"Abort\", \"compare\": {\"minRecords\": 100, \"maxDifference\": 0},"
                        + " \"gates\": [{\"metric\": \"restarts\", \"maxIncrease\": 1}]" + more + "}"));
        world.settle();
    }

    /** One whose output is the live job's. */
    private void begin() {
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
        world.compared(RevisionName.parse(rollout().candidate()), Map.of(Account.EQUAL, 100L));
        world.settle();
    }

    private PipelineStatus.Rollout rollout() {
        return world.api.status().rollout();
    }

    private GateResult gate() {
        assertThat(rollout().gates()).hasSize(1);
        return rollout().gates().get(0);
    }

    private void minutes(int number) {
        for (int minute = 0; minute < number; minute++) {
            world.pass(Duration.ofSeconds(61));
            world.settle();
        }
    }

    @Test
    void equal_output_passes_when_the_gates_do() {
        // given
        begin();
        // when
        minutes(9);
        PipelineStatus.Rollout early = rollout();
        minutes(2);
        // then
        assertThat(early.verdict()).isEqualTo(ComparisonVerdict.INCONCLUSIVE);
        assertThat(early.message()).startsWith("gate restarts: ").contains(" of 10 minutes");
        assertThat(rollout().verdict()).isEqualTo(ComparisonVerdict.PASSED);
        assertThat(gate().verdict()).isEqualTo(ComparisonVerdict.PASSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Manual", "Automatic"})
    void a_gate_that_fails_gives_the_candidate_up_whoever_promotes_it_and_the_evidence_stays(String promotion) {
        // given
        set(promotion, "");
        begin();
        world.flink.restart(beside);
        world.flink.restart(beside);
        // when
        minutes(2);
        // then
        String sentence = "candidate " + rollout().candidate()
                + " has failed: gate restarts: restarts: 2, the live job's 0: more than the live job's and 1";
        assertThat(rollout().outcome()).isEqualTo(RolloutOutcome.ABORTED);
        assertThat(rollout().verdict()).isEqualTo(ComparisonVerdict.FAILED);
        assertThat(rollout().message()).isEqualTo(sentence);
        assertThat(gate().verdict()).isEqualTo(ComparisonVerdict.FAILED);
        assertThat(gate().candidate()).isEqualTo(2);
        assertThat(world.flink.all()).containsOnlyKeys(world.id());
        assertThat(world.conditions())
                .containsEntry("JobRunning", "True Running")
                .containsEntry("Progressing", "False CanaryAborted");
        assertThat(world.events).contains("CanaryGateFailed: " + sentence, "CanaryAborted: " + sentence);
    }

    @Test
    void what_the_live_job_does_too_is_no_fault_of_the_candidate() {
        // given
        begin();
        // when
        for (PipelineId job : new PipelineId[] {beside, world.id()}) {
            world.flink.restart(job);
            world.flink.restart(job);
        }
        minutes(11);
        // then
        assertThat(gate().verdict()).isEqualTo(ComparisonVerdict.PASSED);
        assertThat(gate().candidate()).isEqualTo(2);
        assertThat(gate().live()).isEqualTo(2);
    }

    @Test
    void another_operator_goes_on_with_what_was_measured() {
        // given
        begin();
        minutes(5);
        int before = gate().minutes();
        world.flink.restart(beside);
        // when
        world.restart();
        minutes(1);
        // then
        assertThat(gate().minutes()).isEqualTo(before + 1);
        assertThat(gate().candidate()).isEqualTo(1);
    }

    @Test
    void one_look_between_two_restarts_of_one_fault_fails_nothing() {
        // given
        begin();
        world.flink.restart(beside);
        world.flink.restart(beside);
        // when
        minutes(1);
        ComparisonVerdict between = gate().verdict();
        world.restart();
        world.flink.restart(world.id());
        minutes(10);
        // then
        assertThat(between).isEqualTo(ComparisonVerdict.INCONCLUSIVE);
        assertThat(gate().verdict()).isEqualTo(ComparisonVerdict.PASSED);
        assertThat(rollout().verdict()).isEqualTo(ComparisonVerdict.PASSED);
    }

    @Test
    void another_operator_knows_that_the_look_before_was_beyond_the_limit() {
        // given
        begin();
        world.flink.restart(beside);
        world.flink.restart(beside);
        minutes(1);
        // when
        world.restart();
        minutes(1);
        // then
        assertThat(gate().verdict()).isEqualTo(ComparisonVerdict.FAILED);
    }

    @Test
    void a_minute_is_one_write_of_the_status() {
        // given
        begin();
        minutes(1);
        int before = world.writes();
        // when: turn after turn, a second each
        for (int second = 0; second < 150; second++) {
            world.turn();
        }
        // then
        assertThat(world.writes() - before).isBetween(2, 3);
    }

    @Test
    void only_the_candidate_runs_on_resources_of_its_own() {
        // given
        set("Manual", ", \"resources\": {\"taskManager\": {\"cpu\": \"250m\"}}");
        // when
        begin();
        // then
        RevisionName name = RevisionName.parse(rollout().candidate());
        FlinkSettings own = flink(world.revisions.find(beside, name).value());
        FlinkSettings wanted = flink(world.revisions.find(world.id(), name).value());
        assertThat(own.taskManager())
                .isEqualTo(
                        new FlinkSettings.Resources(0.25, wanted.taskManager().memoryMebibytes()));
        assertThat(own.jobManager()).isEqualTo(wanted.jobManager());
        assertThat(wanted.taskManager().cpus()).isNotEqualTo(0.25);
    }

    private static FlinkSettings flink(Optional<Revision> revision) {
        return revision.orElseThrow().flink();
    }
}
