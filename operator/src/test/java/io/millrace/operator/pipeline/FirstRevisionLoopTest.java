package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.operator.jobs.JobFigures;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A pipeline whose first revision does not come up, and whose spec is corrected then. */
class FirstRevisionLoopTest {

    private final World world = new World();

    private static PipelineSpec corrected(PipelineSpec spec) {
        return Edits.withRule(spec, "kind = 'view'");
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
        world.flink.setFailing(true);
        world.settle();
        world.flink.setFailing(false);
        // when
        correct();
        // then
        assertThatTheCorrectedOneBeganAnew();
    }

    @Test
    void one_that_just_runs_between_two_failures_makes_room_at_once() {
        // given
        world.flink.setWithoutCheckpoints(true);
        world.settle();
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
        world.flink.setWithoutCheckpoints(true);
        world.settle();
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
}
