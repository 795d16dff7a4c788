package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.PipelineStatus.Phase;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.operator.ledger.Rows;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A revision that does not do makes room again for the one before. */
class RollbackLoopTest {

    private static final String LEDGER = "ledger.shop.totals";

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

    private String cut() {
        return world.api.status().savepoints().get(0).path();
    }

    private static PipelineSpec other(PipelineSpec spec) {
        return Edits.withRule(spec, "kind = 'view'");
    }

    private static PipelineSpec third(PipelineSpec spec) {
        return Edits.withRule(spec, "kind = 'cart'");
    }

    private void upgradeToOneThatDoesNotComeUp() {
        world.flink.setFailing(true);
        world.api.edit(RollbackLoopTest::other);
        world.settle();
        world.flink.setFailing(false);
    }

    private void upgradeToOneThatFailsAfterItsFirstCheckpoint() {
        world.flink.setFailingAfterCheckpoint(true);
        world.api.edit(RollbackLoopTest::other);
        world.settle();
        world.flink.setFailingAfterCheckpoint(false);
    }

    private void afterTheDeadline() {
        world.pass(Duration.ofMinutes(11));
        world.settle();
    }

    @Test
    void a_revision_that_does_not_come_up_gives_way_to_the_one_before_from_the_cut() {
        // when
        upgradeToOneThatDoesNotComeUp();
        String broken = current();
        Phase meanwhile = world.api.status().phase();
        afterTheDeadline();
        // then
        assertThat(broken).startsWith("2-");
        assertThat(meanwhile).isEqualTo(Phase.UPGRADING);
        assertThat(world.flink.history())
                .containsExactly("run " + first, "stop " + first + " at " + cut(), "run " + first + " from " + cut());
        assertThat(current()).isEqualTo(first);
        assertThat(world.api.status().revision().failed().name()).isEqualTo(broken);
        assertThat(world.api.status().phase()).isEqualTo(Phase.RUNNING);
        assertThat(world.conditions())
                .containsEntry("Ready", "False RolledBack")
                .containsEntry("Stalled", "True RolledBack")
                .containsEntry("JobRunning", "True Running");
        assertThat(world.message("Ready"))
                .contains("revision " + broken + " did not run within 10 minutes")
                .contains("revision " + first + " goes on from savepoint " + cut())
                .contains("nothing is repeated");
    }

    @Test
    void what_is_written_at_least_once_may_have_been_read_without_a_checkpoint() {
        // given
        world.api.edit(spec -> Edits.with(spec, "delivery", "\"at-least-once\""));
        world.settle();
        String before = current();
        // when
        upgradeToOneThatDoesNotComeUp();
        afterTheDeadline();
        // then
        assertThat(current()).isEqualTo(before).startsWith("2-");
        assertThat(world.message("Ready"))
                .contains("revision " + before + " goes on from savepoint ")
                .contains("what it may have written before is written again, as the delivery is at-least-once")
                .doesNotContain("nothing is repeated");
    }

    @Test
    void the_checkpoints_of_the_job_before_do_not_count_until_flinks_operator_has_seen_the_new_one() {
        // given
        world.flink.setFailing(true);
        world.api.edit(RollbackLoopTest::other);
        // when
        for (int slow = 0; slow < 20; slow++) {
            world.act();
            world.act();
            world.turn();
        }
        world.flink.setFailing(false);
        afterTheDeadline();
        // then
        assertThat(current()).isEqualTo(first);
        assertThat(world.message("Ready")).contains("nothing is repeated");
    }

    @Test
    void what_was_given_up_is_not_tried_again_until_it_is_asked_for() {
        // given
        upgradeToOneThatDoesNotComeUp();
        afterTheDeadline();
        int runs = world.flink.history().size();
        // when
        world.api.edit(spec -> Edits.with(spec, "revisionHistoryLimit", "5"));
        world.restart();
        world.settle();
        int afterAnEditOfSomethingElse = world.flink.history().size();
        world.api.edit(spec -> Edits.with(spec, "restartNonce", "1"));
        world.settle();
        // then
        assertThat(afterAnEditOfSomethingElse).isEqualTo(runs);
        assertThat(current()).startsWith("3-");
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
        assertThat(world.api.status().revision().failed()).isNull();
    }

    @Test
    void going_back_by_hand_keeps_what_runs() {
        // given
        String rule = Edits.rule(world.api.read().getSpec());
        upgradeToOneThatDoesNotComeUp();
        afterTheDeadline();
        int runs = world.flink.history().size();
        // when
        world.api.edit(spec -> Edits.withRule(spec, rule));
        world.settle();
        // then
        assertThat(world.flink.history()).hasSize(runs);
        assertThat(world.conditions()).containsEntry("Ready", "True Running").doesNotContainKey("Stalled");
    }

    @Test
    void where_going_back_would_repeat_output_somebody_has_to_decide() {
        // given
        world.api.edit(spec -> Edits.with(spec, "rollout", "{\"onFailure\": \"Manual\"}"));
        world.settle();
        // when
        upgradeToOneThatFailsAfterItsFirstCheckpoint();
        String broken = current();
        afterTheDeadline();
        // then
        assertThat(current()).isEqualTo(broken);
        assertThat(world.conditions())
                .containsEntry("ManualDecision", "True ManualDecision")
                .containsEntry("Ready", "False ManualDecision");
        assertThat(world.message("ManualDecision"))
                .contains("edit the spec")
                .contains("spec.rollout.onFailure to Automatic")
                .contains(cut())
                // Of a job that restarts for ever this changes all the time.
                .doesNotContain("it is RESTARTING");
    }

    @Test
    void a_job_that_fails_right_after_its_first_checkpoint_has_not_settled_however_long_that_took() {
        // given
        world.api.edit(spec -> Edits.with(spec, "rollout", "{\"onFailure\": \"Manual\"}"));
        world.settle();
        world.flink.setWithoutCheckpoints(true);
        upgradeToOneThatFailsAfterItsFirstCheckpoint();
        world.pass(Duration.ofMinutes(1));
        // when
        world.flink.setWithoutCheckpoints(false);
        world.settle();
        Phase meanwhile = world.api.status().phase();
        afterTheDeadline();
        // then
        assertThat(meanwhile).isEqualTo(Phase.UPGRADING);
        assertThat(world.conditions()).containsEntry("ManualDecision", "True ManualDecision");
    }

    @Test
    void the_decision_to_go_back_is_an_edit() {
        // given
        world.api.edit(spec -> Edits.with(spec, "rollout", "{\"onFailure\": \"Manual\"}"));
        world.settle();
        upgradeToOneThatFailsAfterItsFirstCheckpoint();
        afterTheDeadline();
        // when
        world.api.edit(spec -> Edits.with(spec, "rollout", "{\"onFailure\": \"Automatic\"}"));
        world.settle();
        // then
        assertThat(world.flink.history()).last().isEqualTo("run " + first + " from " + cut());
        assertThat(world.message("Ready"))
                .contains("what was written since then is written again")
                .contains("how many records are read again is not known");
        assertThat(world.conditions()).doesNotContainKey("ManualDecision");
    }

    @Test
    void what_is_read_again_is_told_by_the_books_of_the_revision_that_failed() {
        // given
        upgradeToOneThatFailsAfterItsFirstCheckpoint();
        String broken = current();
        world.ledgers.write(LEDGER, Rows.row(broken, 7, TotalsBooks.balanced(12)));
        // when
        afterTheDeadline();
        // then
        assertThat(world.message("Ready"))
                .contains("revision " + first + " goes on from savepoint " + cut())
                .contains("what was written since then is written again: at least 1200 records are read again");
        assertThat(world.api.status().revision().failed().message()).contains("at least 1200 records");
    }

    @Test
    void books_in_which_nothing_was_read_yet_say_nothing_of_what_is_read_again() {
        // given
        upgradeToOneThatFailsAfterItsFirstCheckpoint();
        world.ledgers.write(LEDGER, Rows.row(current(), 7, TotalsBooks.balanced(0)));
        // when
        afterTheDeadline();
        // then
        assertThat(world.message("Ready"))
                .contains("how many records are read again is not known")
                .doesNotContain("at least");
    }

    @Test
    void the_books_of_the_revision_before_say_nothing_of_what_is_read_again() {
        // given
        world.ledgers.write(LEDGER, Rows.row(first, 7, TotalsBooks.balanced(12)));
        upgradeToOneThatFailsAfterItsFirstCheckpoint();
        // when
        afterTheDeadline();
        // then
        assertThat(world.message("Ready"))
                .contains("how many records are read again is not known")
                .doesNotContain("1200");
    }

    @Test
    void what_is_read_again_after_a_restore_is_not_known_as_its_books_begin_elsewhere() {
        // given
        world.api.edit(RollbackLoopTest::other);
        world.settle();
        String running = current();
        world.flink.setFailingAfterCheckpoint(true);
        world.api.edit(spec -> Edits.with(spec, "restore", "{\"savepoint\": \"" + keptName() + "\", \"nonce\": 1}"));
        world.settle();
        world.flink.setFailingAfterCheckpoint(false);
        world.ledgers.write(LEDGER, Rows.row(running, 7, TotalsBooks.balanced(12)));
        // when
        afterTheDeadline();
        // then
        assertThat(world.flink.history()).last().isEqualTo("run " + running + " from " + cut());
        assertThat(world.events)
                .filteredOn(event -> event.startsWith("Settled: "))
                .last()
                .asString()
                .contains("rolled back");
        assertThat(world.events).noneMatch(event -> event.contains("1200 records"));
    }

    private String keptName() {
        return world.api.status().savepoints().get(0).name();
    }

    @Test
    void what_a_resumed_job_has_written_is_not_written_again_where_only_the_ledger_tells_of_it() {
        // given
        world.api.edit(spec -> Edits.with(spec, "suspend", "true"));
        world.settle();
        world.flink.setRestAway(true);
        world.api.edit(spec -> Edits.with(spec, "suspend", "false"));
        world.settle();
        String job = Objects.requireNonNull(world.flink.all().get(world.id())).jobId();
        world.ledgers.write(
                LEDGER, Rows.row(Slot.PROD, job, first, 7, world.now(), "epoch@1", 1, TotalsBooks.balanced(12)));
        world.flink.breakJob(world.id());
        world.settle();
        // when
        world.api.edit(RollbackLoopTest::other);
        world.settle();
        // then
        assertThat(world.flink.history()).last().isEqualTo("run " + current() + " from the last checkpoint of " + job);
    }

    @Test
    void the_decision_to_go_forward_is_an_edit_and_repeats_nothing() {
        // given
        world.api.edit(spec -> Edits.with(spec, "rollout", "{\"onFailure\": \"Manual\"}"));
        world.settle();
        upgradeToOneThatFailsAfterItsFirstCheckpoint();
        afterTheDeadline();
        // when
        world.api.edit(RollbackLoopTest::third);
        world.settle();
        // then
        assertThat(current()).startsWith("3-");
        assertThat(world.flink.history())
                .last()
                .asString()
                .startsWith("run " + current() + " from the last checkpoint");
        assertThat(world.conditions()).containsEntry("Ready", "True Running").doesNotContainKey("ManualDecision");
    }

    @Test
    void a_correction_goes_on_from_what_a_revision_has_written_though_only_the_ledger_tells_of_it() {
        // given
        world.flink.setRestAway(true);
        upgradeToOneThatDoesNotComeUp();
        world.ledgers.write(LEDGER, Rows.row(current(), 7, TotalsBooks.balanced(12)));
        world.restart();
        // when
        world.api.edit(RollbackLoopTest::third);
        world.flink.setRestAway(false);
        world.settle();
        // then
        assertThat(current()).startsWith("3-");
        assertThat(world.flink.history())
                .last()
                .asString()
                .startsWith("run " + current() + " from the last checkpoint");
    }

    @Test
    void a_correction_waits_while_nobody_can_tell_whether_anything_was_written() {
        // given
        upgradeToOneThatDoesNotComeUp();
        world.flink.setRestAway(true);
        world.ledgers.setAway(true);
        // when
        world.api.edit(RollbackLoopTest::third);
        world.settle();
        String waiting = world.message("Progressing");
        String meanwhile = current();
        world.ledgers.setAway(false);
        world.settle();
        // then
        assertThat(meanwhile).startsWith("2-");
        assertThat(waiting).contains("Kafka of connection default does not answer");
        assertThat(current()).startsWith("3-");
        assertThat(world.flink.history()).last().isEqualTo("run " + current() + " from " + cut());
    }

    @Test
    void a_revision_that_has_written_nothing_is_replaced_from_the_cut_at_once() {
        // given
        upgradeToOneThatDoesNotComeUp();
        // when
        world.api.edit(RollbackLoopTest::third);
        world.settle();
        // then
        assertThat(world.flink.history()).last().isEqualTo("run " + current() + " from " + cut());
        assertThat(current()).startsWith("3-");
        assertThat(world.api.status().revision().failed()).isNull();
    }

    @Test
    void a_correction_that_is_refused_leaves_the_broken_one_its_time() {
        // given
        upgradeToOneThatDoesNotComeUp();
        String broken = current();
        // when
        world.api.edit(spec -> Edits.withRule(spec, "colour = 'red'"));
        world.settle();
        Map<String, String> refused = world.conditions();
        world.api.edit(RollbackLoopTest::third);
        world.settle();
        // then
        assertThat(refused).containsEntry("Progressing", "False SpecInvalid");
        assertThat(broken).startsWith("2-");
        assertThat(world.flink.history()).last().isEqualTo("run " + current() + " from " + cut());
    }

    @Test
    void one_that_is_well_again_when_its_correction_is_refused_is_not_started_a_second_time() {
        // given
        upgradeToOneThatDoesNotComeUp();
        String broken = current();
        world.api.edit(spec -> Edits.withPartitions(third(spec), 8));
        world.turn();
        assertThat(world.api.status().operation().origin().redeployNonce()).isNotNull();
        // when
        world.flink.healJob(world.id());
        world.api.edit(spec -> Edits.withRule(spec, "colour = 'red'"));
        world.settle();
        // then
        assertThat(current()).isEqualTo(broken);
        assertThat(world.conditions()).containsEntry("JobRunning", "True Running");
        assertThat(world.flink.history()).containsExactly("run " + first, "stop " + first + " at " + cut());
    }

    @Test
    void while_nobody_can_say_whether_something_was_written_nothing_is_repeated() {
        // given
        upgradeToOneThatDoesNotComeUp();
        world.flink.setRestAway(true);
        world.restart();
        // when
        afterTheDeadline();
        String waiting = world.message("Progressing");
        world.flink.setRestAway(false);
        world.settle();
        // then
        assertThat(waiting).contains("Flink and the ledger do not tell whether it has written anything");
        assertThat(world.flink.history()).last().isEqualTo("run " + first + " from " + cut());
    }

    @Test
    void one_that_could_not_be_suspended_gives_way_to_the_one_before_when_it_is_to_run_again() {
        // given
        upgradeToOneThatDoesNotComeUp();
        world.api.edit(spec -> Edits.with(spec, "suspend", "true"));
        world.settle();
        // when
        world.api.edit(spec -> Edits.with(spec, "suspend", "false"));
        world.settle();
        afterTheDeadline();
        // then
        assertThat(current()).isEqualTo(first);
        assertThat(world.flink.history()).last().isEqualTo("run " + first + " from " + cut());
    }

    @Test
    void one_that_could_not_be_suspended_is_replaced_from_the_cut_at_once() {
        // given
        upgradeToOneThatDoesNotComeUp();
        world.api.edit(spec -> Edits.with(spec, "suspend", "true"));
        world.settle();
        // when
        world.api.edit(spec -> Edits.with(third(spec), "suspend", "false"));
        world.settle();
        // then
        assertThat(current()).startsWith("3-");
        assertThat(world.flink.history()).last().isEqualTo("run " + current() + " from " + cut());
    }

    @Test
    void an_edit_of_one_that_cannot_be_suspended_waits_until_it_is_to_run() {
        // given
        upgradeToOneThatDoesNotComeUp();
        world.api.edit(spec -> Edits.with(spec, "suspend", "true"));
        world.settle();
        world.api.edit(RollbackLoopTest::third);
        afterTheDeadline();
        // when
        world.api.edit(spec -> Edits.with(spec, "suspend", "false"));
        world.settle();
        // then
        assertThat(world.flink.history()).last().isEqualTo("run " + current() + " from " + cut());
        assertThat(current()).doesNotStartWith("1-").doesNotStartWith("2-");
    }

    @Test
    void a_correction_that_comes_suspended_is_started_from_the_cut_when_it_is_to_run() {
        // given
        upgradeToOneThatDoesNotComeUp();
        world.api.edit(spec -> Edits.with(third(spec), "suspend", "true"));
        afterTheDeadline();
        // when
        world.api.edit(spec -> Edits.with(spec, "suspend", "false"));
        world.settle();
        // then
        assertThat(world.flink.history()).last().isEqualTo("run " + current() + " from " + cut());
        assertThat(current()).doesNotStartWith("1-").doesNotStartWith("2-");
    }

    @Test
    void one_that_is_being_stopped_when_it_is_to_run_again_goes_on_from_where_it_stops() {
        // given
        world.flink.setWithoutCheckpoints(true);
        world.api.edit(RollbackLoopTest::other);
        world.settle();
        world.flink.setStuck(true);
        world.api.edit(spec -> Edits.with(spec, "suspend", "true"));
        world.settle();
        // when
        world.api.edit(spec -> Edits.with(third(spec), "suspend", "false"));
        world.turn();
        world.flink.setStuck(false);
        world.flink.setWithoutCheckpoints(false);
        world.settle();
        // then
        assertThat(current()).startsWith("3-");
        assertThat(world.api.status().savepoints().get(0).revision()).startsWith("2-");
        assertThat(world.flink.history()).last().isEqualTo("run " + current() + " from " + cut());
    }

    @Test
    void that_one_has_written_is_not_forgotten_by_a_suspend_that_comes_to_nothing() {
        // given
        world.api.edit(spec -> Edits.with(spec, "rollout", "{\"onFailure\": \"Manual\"}"));
        world.settle();
        upgradeToOneThatFailsAfterItsFirstCheckpoint();
        String broken = current();
        world.api.edit(spec -> Edits.with(spec, "suspend", "true"));
        world.settle();
        // when
        world.flink.replaceJobManager(world.id());
        world.api.edit(spec -> Edits.with(spec, "suspend", "false"));
        world.settle();
        afterTheDeadline();
        // then
        assertThat(current()).isEqualTo(broken);
        assertThat(world.conditions()).containsEntry("ManualDecision", "True ManualDecision");
    }

    @Test
    void a_revision_that_kubernetes_does_not_take_gives_way_to_the_one_before() {
        // given
        world.flink.setRefusing(true);
        world.api.edit(RollbackLoopTest::other);
        world.settle();
        assertThat(world.message("Progressing")).contains("exceeded quota");
        // when
        world.pass(Duration.ofMinutes(11));
        world.turn();
        world.flink.setRefusing(false);
        world.settle();
        // then
        assertThat(world.flink.history())
                .containsExactly("run " + first, "stop " + first + " at " + cut(), "run " + first + " from " + cut());
        assertThat(current()).isEqualTo(first);
        assertThat(world.message("Ready"))
                .contains("could not be started within 10 minutes")
                .contains("nothing is repeated");
    }

    @Test
    void a_job_that_cannot_be_stopped_runs_on() {
        // given
        world.flink.setStuck(true);
        // when
        world.api.edit(RollbackLoopTest::other);
        world.settle();
        Phase meanwhile = world.api.status().phase();
        afterTheDeadline();
        // then
        assertThat(meanwhile).isEqualTo(Phase.UPGRADING);
        assertThat(world.flink.history()).containsExactly("run " + first);
        assertThat(current()).isEqualTo(first);
        assertThat(world.message("Ready"))
                .contains("does not stop with a savepoint within 10 minutes")
                .contains("revision " + first + " runs on");
        assertThat(world.flink.look(world.id()).value().orElseThrow().asked().running())
                .isTrue();
    }

    @Test
    void a_job_that_does_not_run_any_more_goes_on_from_its_last_checkpoint() {
        // given
        world.flink.breakJob(world.id());
        // when
        world.api.edit(RollbackLoopTest::other);
        world.settle();
        world.pass(Duration.ofMinutes(1));
        world.settle();
        // then
        assertThat(current()).startsWith("2-");
        assertThat(world.flink.history())
                .last()
                .asString()
                .startsWith("run " + current() + " from the last checkpoint");
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void the_deadlines_are_the_spec_s() {
        // given
        world.api.edit(spec -> Edits.with(spec, "rollout", "{\"deadlines\": {\"start\": \"30s\"}}"));
        world.settle();
        // when
        upgradeToOneThatDoesNotComeUp();
        world.pass(Duration.ofSeconds(31));
        world.settle();
        // then
        assertThat(world.message("Ready")).contains("did not run within 30 seconds");
    }
}
