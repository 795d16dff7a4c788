package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.ledger.Rows;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A pipeline whose first revision does not come up, and whose spec is corrected then. */
class FirstRevisionLoopTest {

    private final World world = new World();

    private static PipelineSpec corrected(PipelineSpec spec) {
        return Edits.withRule(spec, "kind = 'view'");
    }

    private void itFailsAgainAndAgain() {
        world.flink.setFailing(true);
        world.settle();
        world.flink.setFailing(false);
    }

    private void itCompletesNothing() {
        world.flink.setWithoutCheckpoints(true);
        world.settle();
    }

    private void correct() {
        world.api.edit(FirstRevisionLoopTest::corrected);
        world.settle();
    }

    private void assertThatTheCorrectedOneBeganAnew() {
        String current = world.api.status().revision().current();
        assertThat(current).startsWith("2-");
        assertThat(world.flink.history()).last().isEqualTo("run " + current);
        assertThat(world.flink.history()).noneMatch(one -> one.startsWith("stop"));
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void one_that_fails_again_and_again_makes_room_at_once() {
        // given
        itFailsAgainAndAgain();
        // when
        correct();
        // then
        assertThatTheCorrectedOneBeganAnew();
    }

    @Test
    void one_that_just_runs_between_two_failures_makes_room_at_once() {
        // given
        itCompletesNothing();
        world.flink.restart(world.id());
        world.flink.setStuck(true);
        // when
        correct();
        world.flink.setWithoutCheckpoints(false);
        world.settle();
        // then
        assertThatTheCorrectedOneBeganAnew();
    }

    @Test
    void one_that_has_nothing_to_run_on_makes_room_at_once() {
        // given
        world.flink.setWithoutCheckpoints(true);
        world.flink.setWorkers(new JobFigures.Workers(0, 4, 0));
        world.settle();
        world.flink.setStuck(true);
        // when
        correct();
        world.flink.setWithoutCheckpoints(false);
        world.flink.setWorkers(new JobFigures.Workers(1, 4, 4));
        world.settle();
        // then
        assertThatTheCorrectedOneBeganAnew();
    }

    @Test
    void one_that_is_well_but_young_is_stopped_with_a_savepoint() {
        // given
        itCompletesNothing();
        world.flink.setWithoutCheckpoints(false);
        // when
        correct();
        // then
        String cut = world.api.status().savepoints().get(0).path();
        assertThat(world.flink.history())
                .last()
                .isEqualTo("run " + world.api.status().revision().current() + " from " + cut);
    }

    @Test
    void what_it_has_left_open_is_ended_before_the_corrected_one_begins() {
        // given
        world.flink.setFailing(true);
        world.settle();
        world.transactions.leaveOpen("sp~0a1b2c3d~prod~7", world.now().minusSeconds(60));
        world.flink.setFailing(false);
        // when
        world.pass(Duration.ofMinutes(2));
        correct();
        // then
        assertThatTheCorrectedOneBeganAnew();
        assertThat(world.transactions.open()).isEmpty();
    }

    @Test
    void one_that_was_created_suspended_makes_room_as_well() {
        // given
        world.api.edit(spec -> Edits.with(spec, "suspend", "true"));
        world.settle();
        world.flink.setFailing(true);
        world.api.edit(spec -> Edits.with(spec, "suspend", "false"));
        world.settle();
        world.flink.setFailing(false);
        // when
        correct();
        afterHalfAMinute();
        // then
        assertThatTheCorrectedOneBeganAnew();
    }

    @Test
    void one_that_could_not_be_suspended_makes_room_as_well() {
        // given
        world.flink.setFailing(true);
        world.settle();
        world.api.edit(spec -> Edits.with(spec, "suspend", "true"));
        world.settle();
        world.api.edit(spec -> Edits.with(spec, "suspend", "false"));
        world.settle();
        world.flink.setFailing(false);
        // when
        correct();
        afterHalfAMinute();
        // then
        assertThatTheCorrectedOneBeganAnew();
    }

    @Test
    void one_that_never_completes_anything_makes_room_when_its_savepoint_does_not_come_in_time() {
        // given
        itCompletesNothing();
        world.flink.setStuck(true);
        // when
        correct();
        world.pass(Duration.ofMinutes(11));
        world.settle();
        world.flink.setWithoutCheckpoints(false);
        world.settle();
        // then
        assertThatTheCorrectedOneBeganAnew();
    }

    @Test
    void with_candidates_its_correction_is_started_at_once_as_there_is_nothing_to_compare_it_with() {
        // given
        world.api.edit(spec -> Edits.with(spec, "rollout", "{\"strategy\": \"Canary\"}"));
        itFailsAgainAndAgain();
        // when
        correct();
        // then
        assertThatTheCorrectedOneBeganAnew();
    }

    @Test
    void nothing_is_taken_away_before_the_ledger_was_read() {
        // given
        itFailsAgainAndAgain();
        world.ledgers.setReading(true);
        world.restart();
        // when
        correct();
        String waiting = world.message("Ready");
        Optional<String> meanwhile =
                world.flink.look(world.id()).value().map(job -> job.asked().revision());
        world.ledgers.setReading(false);
        world.settle();
        // then
        assertThat(meanwhile)
                .hasValueSatisfying(revision -> assertThat(revision).startsWith("1-"));
        assertThat(waiting).contains("has written anything is not known, so nothing takes its place");
        assertThatTheCorrectedOneBeganAnew();
    }

    @Test
    void one_whose_stop_hangs_is_not_asked_to_run_something_else_before_the_ledger_was_read() {
        // given
        itCompletesNothing();
        world.flink.setStuck(true);
        correct();
        world.pass(Duration.ofMinutes(11));
        world.act();
        world.act();
        assertThat(world.api.status().operation().phase()).isEqualTo(OperationPhase.START);
        // when
        world.ledgers.setReading(true);
        world.restart();
        world.settle();
        Optional<String> meanwhile =
                world.flink.look(world.id()).value().map(job -> job.asked().revision());
        world.ledgers.setReading(false);
        world.settle();
        world.flink.setWithoutCheckpoints(false);
        world.settle();
        // then
        assertThat(meanwhile)
                .hasValueSatisfying(revision -> assertThat(revision).startsWith("1-"));
        assertThatTheCorrectedOneBeganAnew();
    }

    @Test
    void the_correction_of_one_that_began_anew_begins_anew_as_well() {
        // given
        itCompletesNothing();
        world.flink.setStuck(true);
        correct();
        world.pass(Duration.ofMinutes(11));
        world.settle();
        assertThat(world.api.status().revision().current()).startsWith("2-");
        world.flink.breakJob(world.id());
        // when
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'cart'"));
        world.flink.setWithoutCheckpoints(false);
        world.settle();
        // then
        String current = world.api.status().revision().current();
        assertThat(current).startsWith("3-");
        assertThat(world.flink.history()).last().isEqualTo("run " + current);
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void one_that_has_written_and_lost_its_job_manager_is_not_taken_away() {
        // given
        world.flink.setFailing(true);
        world.settle();
        String revision = world.api.status().revision().current();
        world.ledgers.write("ledger.shop.totals", Rows.row(revision, 1, TotalsBooks.balanced(1)));
        world.flink.setFailing(false);
        // when
        correct();
        // then
        assertThat(world.flink.history()).last().asString().contains("from the last checkpoint");
    }

    private void afterHalfAMinute() {
        world.pass(Duration.ofSeconds(31));
        world.settle();
    }
}
