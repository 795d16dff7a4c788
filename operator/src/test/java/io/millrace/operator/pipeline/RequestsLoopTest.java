package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.PipelineStatus.OriginKind;
import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.operator.jobs.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a user asks for without changing what runs: a restart, an older state, an end; and what is kept for that. */
class RequestsLoopTest {

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

    private List<Savepoint> savepoints() {
        return world.api.status().savepoints();
    }

    private static PipelineSpec other(PipelineSpec spec) {
        return Edits.withRule(spec, "kind = 'view'");
    }

    @Test
    void a_new_restart_nonce_restarts_once_with_a_savepoint() {
        // when
        world.api.edit(spec -> Edits.with(spec, "restartNonce", "7"));
        world.settle();
        world.restart();
        world.settle();
        // then
        String path = savepoints().get(0).path();
        assertThat(world.flink.history())
                .containsExactly("run " + first, "stop " + first + " at " + path, "run " + first + " from " + path);
        assertThat(current()).isEqualTo(first);
    }

    @Test
    void a_job_that_does_not_run_is_restarted_from_its_last_checkpoint() {
        // given
        world.flink.breakJob(world.id());
        // when
        world.api.edit(spec -> Edits.with(spec, "restartNonce", "7"));
        world.settle();
        world.pass(Duration.ofMinutes(1));
        world.settle();
        world.restart();
        world.settle();
        // then
        assertThat(world.flink.history())
                .containsExactly("run " + first, "run " + first + " from the last checkpoint of job-2");
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
        assertThat(savepoints()).isNull();
    }

    @Test
    void a_restart_in_vain_is_tried_again_when_it_is_asked_for_again() {
        // given
        world.flink.breakJob(world.id());
        world.flink.setFailing(true);
        world.api.edit(spec -> Edits.with(spec, "restartNonce", "7"));
        world.settle();
        world.pass(Duration.ofMinutes(1));
        world.settle();
        world.flink.setFailing(false);
        // when
        world.api.edit(spec -> Edits.with(spec, "restartNonce", "8"));
        world.settle();
        world.pass(Duration.ofMinutes(1));
        world.settle();
        // then
        assertThat(world.flink.history()).last().asString().startsWith("run " + first + " from the last checkpoint");
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void the_savepoint_of_a_restart_that_does_not_come_up_is_what_a_correction_starts_from() {
        // given
        world.flink.setFailing(true);
        world.api.edit(spec -> Edits.with(spec, "restartNonce", "7"));
        world.settle();
        String stop = savepoints().get(0).path();
        // when
        world.api.edit(spec -> Edits.with(spec, "restartNonce", "8"));
        world.settle();
        world.flink.setFailing(false);
        world.api.edit(RequestsLoopTest::other);
        world.settle();
        // then
        assertThat(world.flink.history()).last().isEqualTo("run " + current() + " from " + stop);
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    /** An upgrade has asked the job to stop, which fails from then on. */
    private void stopsInVain() {
        world.flink.setStuck(true);
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'sold'"));
        world.settle();
        world.flink.breakJob(world.id());
    }

    @Test
    void a_spec_that_is_put_back_starts_a_job_anew_that_fails_while_it_is_being_stopped() {
        // given
        PipelineSpec before = world.api.read().getSpec();
        stopsInVain();
        // when
        world.api.edit(spec -> before);
        world.settle();
        world.pass(Duration.ofMinutes(1));
        world.settle();
        // then
        assertThat(world.flink.history())
                .containsExactly("run " + first, "run " + current() + " from the last checkpoint of job-2");
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void a_job_that_cannot_be_stopped_is_not_called_suspended_and_goes_on_from_its_own_state() {
        // given
        world.api.edit(RequestsLoopTest::other);
        world.settle();
        Savepoint older = savepoints().get(0);
        stopsInVain();
        // when
        world.api.edit(spec -> Edits.with(spec, "suspend", "true"));
        world.settle();
        world.pass(Duration.ofMinutes(11));
        world.settle();
        Map<String, String> meanwhile = world.conditions();
        world.api.edit(spec -> Edits.with(spec, "suspend", "false"));
        world.settle();
        world.flink.setStuck(false);
        world.flink.healJob(world.id());
        world.settle();
        // then
        assertThat(meanwhile).doesNotContainEntry("JobRunning", "False Suspended");
        assertThat(world.flink.history())
                .filteredOn(line -> line.endsWith(" from " + older.path()))
                .hasSize(1);
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void a_job_that_failed_on_its_way_out_is_not_stopped_any_more_when_nobody_wants_that() {
        // given
        world.flink.setStuck(true);
        world.api.edit(spec -> Edits.with(spec, "suspend", "true"));
        world.settle();
        world.flink.breakJob(world.id());
        world.settle();
        // when
        world.api.edit(spec -> Edits.with(spec, "suspend", "false"));
        world.settle();
        JobState meanwhile = world.flink.look(world.id()).value().orElseThrow();
        int history = world.flink.history().size();
        world.flink.setStuck(false);
        world.flink.healJob(world.id());
        world.settle();
        // then
        assertThat(meanwhile.asked().running()).isTrue();
        assertThat(world.flink.history()).hasSize(history);
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void a_job_that_failed_on_its_way_out_is_restarted_when_that_is_asked_for() {
        // given
        world.flink.setStuck(true);
        world.api.edit(spec -> Edits.with(spec, "suspend", "true"));
        world.settle();
        world.flink.breakJob(world.id());
        world.settle();
        world.api.edit(spec -> Edits.with(spec, "suspend", "false"));
        world.settle();
        String meanwhile = world.api.status().operation().type().toString();
        // when
        world.flink.setStuck(false);
        world.api.edit(spec -> Edits.with(spec, "restartNonce", "7"));
        world.settle();
        world.pass(Duration.ofMinutes(1));
        world.settle();
        // then
        assertThat(meanwhile).isEqualTo("RESUME");
        assertThat(world.flink.history()).last().asString().startsWith("run " + first + " from the last checkpoint");
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    /** The Flink Kubernetes operator shows the job of before until it has started the next one. */
    @Test
    void a_job_that_has_not_begun_yet_is_not_restarted() {
        // given
        world.api.edit(spec -> Edits.with(spec, "suspend", "true"));
        world.settle();
        String stop = savepoints().get(0).path();
        // when
        world.api.edit(spec -> Edits.with(Edits.with(spec, "suspend", "false"), "restartNonce", "7"));
        List<String> operations = new ArrayList<>();
        for (int turn = 0; turn < 10; turn++) {
            world.act();
            operations.add(world.api.status().operation().type().toString());
        }
        world.settle();
        // then
        assertThat(operations).containsOnly("RESUME");
        assertThat(world.flink.history().get(2)).isEqualTo("run " + first + " from " + stop);
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void an_older_savepoint_is_restored_by_its_name_after_the_present_state_is_saved() {
        // given
        world.api.edit(RequestsLoopTest::other);
        world.settle();
        Savepoint older = savepoints().get(0);
        // when
        String restore = "{\"savepoint\": \"" + older.name() + "\", \"nonce\": 1}";
        world.api.edit(spec -> Edits.with(spec, "restore", restore));
        world.settle();
        world.restart();
        world.settle();
        // then
        assertThat(older.name()).startsWith(first + "-2026");
        assertThat(older.size()).isEqualTo(4_711);
        assertThat(savepoints()).hasSize(2);
        assertThat(world.flink.history())
                .endsWith(
                        "stop " + current() + " at " + savepoints().get(0).path(),
                        "run " + current() + " from " + older.path());
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void an_older_savepoint_is_restored_though_the_last_one_does_not_come_up_again() {
        // given
        world.api.edit(RequestsLoopTest::other);
        world.settle();
        Savepoint older = savepoints().get(0);
        world.api.edit(spec -> Edits.with(spec, "suspend", "true"));
        world.settle();
        world.flink.setFailing(true);
        world.api.edit(spec -> Edits.with(spec, "suspend", "false"));
        world.settle();
        world.flink.setFailing(false);
        // when
        String restore = "{\"savepoint\": \"" + older.name() + "\", \"nonce\": 1}";
        world.api.edit(spec -> Edits.with(spec, "restore", restore));
        world.pass(Duration.ofMinutes(1));
        world.settle();
        world.pass(Duration.ofMinutes(1));
        world.settle();
        // then
        assertThat(world.flink.history()).last().isEqualTo("run " + current() + " from " + older.path());
        assertThat(world.api.status().handled().restoreNonce()).isEqualTo(1);
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void an_older_savepoint_is_restored_though_the_job_that_has_written_cannot_be_stopped() {
        // given
        world.api.edit(RequestsLoopTest::other);
        world.settle();
        Savepoint older = savepoints().get(0);
        world.flink.breakJob(world.id());
        // when
        String restore = "{\"savepoint\": \"" + older.name() + "\", \"nonce\": 1}";
        world.api.edit(spec -> Edits.with(spec, "restore", restore));
        world.settle();
        world.pass(Duration.ofMinutes(1));
        world.settle();
        // then
        assertThat(world.flink.history()).last().isEqualTo("run " + current() + " from " + older.path());
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void a_savepoint_that_is_not_kept_is_complained_of_and_the_job_is_left_alone() {
        // when
        world.api.edit(spec -> Edits.with(spec, "restore", "{\"savepoint\": \"yesterday\", \"nonce\": 1}"));
        world.settle();
        // then
        assertThat(world.conditions())
                .containsEntry("Progressing", "False SavepointNotFound")
                .containsEntry("JobRunning", "True Running");
        assertThat(world.message("Ready")).contains("spec.restore.savepoint").contains("yesterday");
        assertThat(world.flink.history()).hasSize(1);
    }

    @Test
    void going_back_to_an_old_spec_goes_forward_to_a_new_revision_that_says_so() {
        // given
        String rule = Edits.rule(world.api.read().getSpec());
        world.api.edit(RequestsLoopTest::other);
        world.settle();
        // when
        world.api.edit(spec -> Edits.withRule(spec, rule));
        world.settle();
        // then
        assertThat(current()).isEqualTo("3-" + first.substring(2));
        assertThat(world.api.status().revision().sameAs()).isEqualTo(first);
    }

    @Test
    void revisions_beyond_the_limit_go_but_none_that_a_savepoint_needs() {
        // given
        world.api.edit(spec -> Edits.with(spec, "revisionHistoryLimit", "1"));
        world.settle();
        // when
        world.api.edit(RequestsLoopTest::other);
        world.settle();
        // then
        assertThat(world.revisions.names()).containsExactlyInAnyOrder("totals-" + first, "totals-" + current());
    }

    @Test
    void a_deletion_leaves_a_last_savepoint() {
        // when
        world.api.delete();
        world.settle();
        // then
        assertThat(world.isGone()).isTrue();
        assertThat(world.flink.history()).last().asString().startsWith("stop " + first + " at ");
        assertThat(world.events).last().asString().contains("the last savepoint is file:/state/savepoint-");
    }

    @Test
    void a_deletion_without_a_last_savepoint_cancels() {
        // given
        world.api.edit(spec -> Edits.with(spec, "deletion", "{\"savepoint\": false}"));
        world.settle();
        // when
        world.api.delete();
        world.settle();
        // then
        assertThat(world.isGone()).isTrue();
        assertThat(world.flink.history()).containsExactly("run " + first);
    }

    @Test
    void a_deletion_that_cannot_save_says_so_and_can_be_forced() {
        // given
        world.flink.breakJob(world.id());
        // when
        world.api.delete();
        world.settle();
        world.pass(Duration.ofMinutes(1));
        world.settle();
        String blocked = world.message("DeletionBlocked");
        boolean goneMeanwhile = world.isGone();
        world.api.edit(spec -> Edits.with(spec, "deletion", "{\"savepoint\": false}"));
        world.settle();
        // then
        assertThat(blocked).contains("no last savepoint").contains("spec.deletion.savepoint to false");
        assertThat(goneMeanwhile).isFalse();
        assertThat(world.isGone()).isTrue();
    }

    @Test
    void a_deletion_that_takes_too_long_says_so() {
        // given
        world.flink.setStuck(true);
        // when
        world.api.delete();
        world.settle();
        boolean early = world.conditions().containsKey("DeletionBlocked");
        world.pass(Duration.ofMinutes(11));
        world.settle();
        // then
        assertThat(early).isFalse();
        assertThat(world.conditions()).containsEntry("DeletionBlocked", "True DeletionBlocked");
    }

    @Test
    void a_revision_that_was_accepted_while_the_job_was_stopped_may_leave_behind_what_it_said_so_of() {
        // given
        world.api.edit(spec -> Edits.withSuspend(spec, true));
        world.settle();
        world.api.edit(spec -> Edits.withSuspend(spec, false));
        world.settle();
        boolean ofTheSame = world.flink.mayLeaveStateBehind(world.id());
        // when
        world.api.edit(spec -> Edits.withSuspend(spec, true));
        world.settle();
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
        world.api.edit(spec -> Edits.withSuspend(spec, false));
        world.settle();
        // then
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
        assertThat(ofTheSame).isFalse();
        assertThat(world.flink.mayLeaveStateBehind(world.id())).isTrue();
    }

    @Test
    void a_job_that_goes_on_from_a_checkpoint_is_not_deleted_without_a_savepoint_of_it() {
        // given
        world.flink.breakJob(world.id());
        world.flink.setFailing(true);
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
        world.pass(Duration.ofMinutes(1));
        world.settle();
        assertThat(world.api.status().operation().origin().kind()).isEqualTo(OriginKind.CHECKPOINT);
        // when
        world.api.delete();
        world.settle();
        // then
        assertThat(world.isGone()).isFalse();
        assertThat(world.flink.look(world.id()).isAbsent()).isFalse();
        world.pass(Duration.ofMinutes(1));
        world.settle();
        assertThat(world.message("DeletionBlocked")).contains("spec.deletion.savepoint to false");
    }

    @Test
    void a_first_job_that_never_came_up_is_deleted_without_ado() {
        // given
        World broken = new World();
        broken.flink.setFailing(true);
        broken.settle();
        // when
        broken.api.delete();
        broken.settle();
        // then
        assertThat(broken.isGone()).isTrue();
    }
}
