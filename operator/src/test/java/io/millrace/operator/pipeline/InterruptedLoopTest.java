package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Something comes in between while an operation waits for Kubernetes, or for a job that cannot be stopped. */
class InterruptedLoopTest {

    private final World world = new World();
    private String first = "";

    @BeforeEach
    void a_pipeline_that_runs() {
        world.settle();
        first = current();
    }

    private String current() {
        return world.api.status().revision().current();
    }

    private static PipelineSpec other(PipelineSpec spec) {
        return Edits.withRule(spec, "kind = 'view'");
    }

    private static PipelineSpec third(PipelineSpec spec) {
        return Edits.withRule(spec, "kind = 'cart'");
    }

    private void afterTheDeadline() {
        world.pass(Duration.ofMinutes(11));
        world.settle();
    }

    private void upgradeToOneThatDoesNotComeUp() {
        world.flink.setFailing(true);
        world.api.edit(InterruptedLoopTest::other);
        world.settle();
        world.flink.setFailing(false);
    }

    private void suspend(boolean is) {
        world.api.edit(spec -> Edits.with(spec, "suspend", String.valueOf(is)));
        world.settle();
    }

    @Test
    void what_runs_in_its_place_is_not_stopped_under_its_name() {
        // given
        upgradeToOneThatDoesNotComeUp();
        String cut = world.api.status().savepoints().get(0).path();
        world.flink.setRefusing(true);
        afterTheDeadline();
        assertThat(world.api.status().operation().type()).isEqualTo(OperationType.ROLLBACK);
        // when
        suspend(true);
        world.flink.setRefusing(false);
        world.settle();
        suspend(false);
        // then
        assertThat(current()).isEqualTo(first);
        assertThat(world.flink.history())
                .startsWith("run " + first, "stop " + first + " at " + cut, "run " + first + " from " + cut)
                .last()
                .asString()
                .startsWith("run " + first);
        assertThat(world.conditions()).containsEntry("JobRunning", "True Running");
    }

    @Test
    void one_that_stops_with_a_savepoint_after_all_is_followed_by_what_goes_on_from_there() {
        // given
        world.flink.setStuck(true);
        world.api.edit(InterruptedLoopTest::other);
        world.settle();
        world.flink.breakJob(world.id());
        world.flink.setRefusing(true);
        world.pass(Duration.ofMinutes(1));
        world.settle();
        assertThat(world.api.status().operation().phase()).isEqualTo(OperationPhase.START);
        // when
        world.flink.healJob(world.id());
        world.flink.setStuck(false);
        world.settle();
        world.flink.setRefusing(false);
        world.settle();
        // then
        String cut = world.api.status().savepoints().get(0).path();
        assertThat(world.flink.history())
                .containsExactly("run " + first, "stop " + first + " at " + cut, "run " + current() + " from " + cut);
        assertThat(world.events).anyMatch(event -> event.startsWith("JobStarted") && event.contains(cut));
    }

    @Test
    void a_checkpoint_that_is_gone_with_its_deployment_is_not_replaced_by_an_older_state() {
        // given
        world.flink.setFailingAfterCheckpoint(true);
        world.api.edit(InterruptedLoopTest::other);
        world.settle();
        world.flink.setFailingAfterCheckpoint(false);
        world.flink.setRefusing(true);
        world.api.edit(InterruptedLoopTest::third);
        world.settle();
        assertThat(world.api.status().operation().phase()).isEqualTo(OperationPhase.START);
        List<String> before = world.flink.history();
        // when
        world.flink.deleteByHand(world.id());
        world.flink.setRefusing(false);
        world.settle();
        // then
        assertThat(world.flink.history()).isEqualTo(before);
        assertThat(world.conditions()).containsEntry("Progressing", "False DeadlineExceeded");
        assertThat(world.message("Progressing"))
                .contains("the FlinkDeployment is gone, and with it the last checkpoint")
                .contains("set spec.suspend to true");
    }

    @Test
    void one_that_was_never_started_is_not_gone_back_to() {
        // given
        world.flink.setStuck(true);
        world.api.edit(InterruptedLoopTest::other);
        world.settle();
        afterTheDeadline();
        world.flink.setStuck(false);
        // when
        world.flink.setFailing(true);
        world.api.edit(InterruptedLoopTest::third);
        world.settle();
        world.flink.setFailing(false);
        afterTheDeadline();
        // then
        assertThat(current()).isEqualTo(first);
        assertThat(world.flink.history()).last().asString().startsWith("run " + first + " from ");
    }

    @Test
    void a_savepoint_is_not_restored_again_and_again_where_the_job_cannot_be_stopped() {
        // given
        world.api.edit(InterruptedLoopTest::other);
        world.settle();
        String kept = world.api.status().savepoints().get(0).name();
        world.flink.setStuck(true);
        // when
        world.api.edit(spec -> Edits.with(spec, "restore", "{\"savepoint\": \"" + kept + "\", \"nonce\": 1}"));
        world.settle();
        afterTheDeadline();
        world.flink.setStuck(false);
        world.settle();
        // then
        assertThat(world.api.status().handled().restoreNonce()).isEqualTo(1);
        assertThat(world.api.status().operation()).isNull();
        assertThat(world.conditions()).containsEntry("JobRunning", "True Running");
    }
}
