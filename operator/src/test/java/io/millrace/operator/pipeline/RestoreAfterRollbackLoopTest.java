package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The spec is still the one that was given up, and asks for another state to start from. */
class RestoreAfterRollbackLoopTest {

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

    private Savepoint kept() {
        return world.api.status().savepoints().get(0);
    }

    private static PipelineSpec other(PipelineSpec spec) {
        return Edits.withRule(spec, "kind = 'view'");
    }

    private static PipelineSpec restoring(PipelineSpec spec, String savepoint) {
        return Edits.with(spec, "restore", "{\"savepoint\": \"" + savepoint + "\", \"nonce\": 1}");
    }

    private void upgradeToOneThatDoesNotComeUp() {
        world.flink.setFailing(true);
        world.api.edit(RestoreAfterRollbackLoopTest::other);
        world.settle();
    }

    private void afterTheDeadline() {
        world.pass(Duration.ofMinutes(11));
        world.settle();
    }

    @Test
    void is_another_try_of_what_has_failed() {
        // given
        upgradeToOneThatDoesNotComeUp();
        world.flink.setFailing(false);
        afterTheDeadline();
        assertThat(current()).isEqualTo(first);
        String name = kept().name();
        // when
        world.api.edit(spec -> restoring(spec, name));
        world.settle();
        // then
        assertThat(current()).startsWith("3-");
        assertThat(world.api.status().revision().failed()).isNull();
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void is_taken_up_while_the_one_before_does_not_come_up_again_either() {
        // given
        upgradeToOneThatDoesNotComeUp();
        String name = kept().name();
        afterTheDeadline();
        assertThat(world.api.status().operation().type()).isEqualTo(OperationType.ROLLBACK);
        world.flink.setFailing(false);
        // when
        world.api.edit(spec -> restoring(spec, name));
        world.settle();
        world.pass(Duration.ofMinutes(1));
        world.settle();
        // then
        assertThat(current()).startsWith("3-");
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void is_not_tried_for_ever_where_the_job_before_cannot_be_stopped() {
        // given
        world.api.edit(RestoreAfterRollbackLoopTest::other);
        world.settle();
        String second = current();
        String name = kept().name();
        world.flink.setStuck(true);
        // when
        world.api.edit(spec -> restoring(Edits.withRule(spec, "kind = 'cart'"), name));
        world.settle();
        afterTheDeadline();
        world.flink.setStuck(false);
        afterTheDeadline();
        // then
        assertThat(current()).isEqualTo(second);
        assertThat(world.api.status().handled().restoreNonce()).isEqualTo(1);
        assertThat(world.conditions()).containsEntry("Ready", "False RolledBack");
    }

    @Test
    void is_refused_in_words_where_it_would_be_tried_beside_the_live_job() {
        // given
        upgradeToOneThatDoesNotComeUp();
        world.flink.setFailing(false);
        afterTheDeadline();
        String name = kept().name();
        // when
        world.api.edit(spec -> Edits.with(restoring(spec, name), "rollout", "{\"strategy\": \"Canary\"}"));
        world.settle();
        // then
        assertThat(current()).isEqualTo(first);
        assertThat(world.message("Ready")).contains("only what is live can be restored");
    }
}
