package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job that was given up as one that has written nothing, and then writes: nothing of it is thrown away. */
class RevivedJobLoopTest {

    private final World world = new World();

    private String current() {
        return world.api.status().revision().current();
    }

    private static PipelineSpec other(PipelineSpec spec) {
        return Edits.withRule(spec, "kind = 'view'");
    }

    private static PipelineSpec third(PipelineSpec spec) {
        return Edits.withRule(spec, "kind = 'cart'");
    }

    private static PipelineSpec thirdWithMorePartitions(PipelineSpec spec) {
        return Edits.withPartitions(third(spec), 8);
    }

    private void upgradeToOneThatDoesNotComeUp() {
        world.settle();
        world.flink.setFailing(true);
        world.api.edit(RevivedJobLoopTest::other);
        world.settle();
        world.flink.setFailing(false);
    }

    private void itRunsAndWrites() {
        world.flink.healJob(world.id());
        world.flink.progress();
    }

    private void assertThatItsCorrectionGoesOnFromTheLastCheckpoint() {
        assertThat(current()).doesNotStartWith("2-");
        assertThat(world.flink.history())
                .last()
                .asString()
                .startsWith("run " + current() + " from the last checkpoint");
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void its_correction_goes_on_from_what_it_writes_while_the_topics_are_made_ready() {
        // given
        upgradeToOneThatDoesNotComeUp();
        world.api.edit(RevivedJobLoopTest::thirdWithMorePartitions);
        world.turn();
        assertThat(world.api.status().operation().phase()).isLessThan(OperationPhase.DRAIN);
        // when
        itRunsAndWrites();
        world.settle();
        // then
        assertThatItsCorrectionGoesOnFromTheLastCheckpoint();
    }

    @Test
    void its_correction_goes_on_from_what_it_writes_while_kubernetes_does_not_take_the_correction() {
        // given
        upgradeToOneThatDoesNotComeUp();
        world.flink.setRefusing(true);
        world.api.edit(RevivedJobLoopTest::third);
        world.settle();
        assertThat(world.api.status().operation().phase()).isEqualTo(OperationPhase.START);
        // when
        itRunsAndWrites();
        world.flink.setRefusing(false);
        world.settle();
        // then
        assertThatItsCorrectionGoesOnFromTheLastCheckpoint();
    }

    @Test
    void what_the_last_poll_saw_of_it_does_not_decide() {
        // given
        upgradeToOneThatDoesNotComeUp();
        world.holdPoll();
        // when
        itRunsAndWrites();
        world.api.edit(RevivedJobLoopTest::third);
        world.settle();
        // then
        assertThatItsCorrectionGoesOnFromTheLastCheckpoint();
    }

    @Test
    void nothing_is_started_in_its_place_while_nobody_can_tell_whether_it_has_written() {
        // given
        upgradeToOneThatDoesNotComeUp();
        world.flink.setRefusing(true);
        world.api.edit(RevivedJobLoopTest::third);
        world.settle();
        // when
        world.flink.setRestAway(true);
        world.ledgers.setAway(true);
        itRunsAndWrites();
        world.flink.setRefusing(false);
        world.settle();
        List<String> meanwhile = world.flink.history();
        world.flink.setRestAway(false);
        world.settle();
        // then
        assertThat(meanwhile).hasSize(2);
        assertThatItsCorrectionGoesOnFromTheLastCheckpoint();
    }

    @Test
    void a_first_revision_is_stopped_with_a_savepoint() {
        // given
        world.flink.setFailing(true);
        world.settle();
        world.flink.setFailing(false);
        world.api.edit(spec -> Edits.withPartitions(other(spec), 8));
        world.turn();
        assertThat(world.api.status().operation().type()).isEqualTo(OperationType.DEPLOY);
        // when
        itRunsAndWrites();
        world.settle();
        // then
        String cut = world.api.status().savepoints().get(0).path();
        assertThat(current()).doesNotStartWith("1-");
        assertThat(world.flink.history()).last().isEqualTo("run " + current() + " from " + cut);
        assertThat(world.api.status().savepoints().get(0).revision()).startsWith("1-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Manual", "Automatic"})
    void a_rollback_that_kubernetes_does_not_take_is_given_up_for_it(String onFailure) {
        // given
        rollBackWhileKubernetesRefuses(onFailure);
        // when
        itRunsAndWrites();
        world.flink.setRefusing(false);
        world.settle();
        // then
        assertThat(current()).startsWith("2-");
        assertThat(world.flink.history()).hasSize(2);
        assertThat(world.api.status().revision().failed()).isNull();
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void one_that_writes_and_fails_again_is_rolled_back_with_the_words_that_are_true_then() {
        // given
        rollBackWhileKubernetesRefuses("Automatic");
        // when
        itRunsAndWrites();
        world.turn();
        world.flink.breakJob(world.id());
        world.flink.setRefusing(false);
        world.settle();
        world.pass(Duration.ofMinutes(11));
        world.settle();
        // then
        assertThat(current()).startsWith("1-");
        assertThat(world.api.status().revision().failed().message()).contains("is written again");
    }

    private void rollBackWhileKubernetesRefuses(String onFailure) {
        world.settle();
        world.api.edit(spec -> Edits.with(spec, "rollout", "{\"onFailure\": \"" + onFailure + "\"}"));
        upgradeToOneThatDoesNotComeUp();
        world.flink.setRefusing(true);
        world.pass(Duration.ofMinutes(11));
        world.settle();
        assertThat(world.api.status().operation().type()).isEqualTo(OperationType.ROLLBACK);
    }

    @Test
    void what_was_restored_and_then_corrected_is_not_restored_again() {
        // given
        world.settle();
        world.api.edit(RevivedJobLoopTest::other);
        world.settle();
        String older = world.api.status().savepoints().get(0).name();
        world.flink.setFailing(true);
        world.api.edit(spec -> Edits.with(spec, "restore", "{\"savepoint\": \"" + older + "\", \"nonce\": 1}"));
        world.settle();
        world.flink.setFailing(false);
        world.api.edit(RevivedJobLoopTest::thirdWithMorePartitions);
        world.turn();
        assertThat(world.api.status().operation().phase()).isLessThan(OperationPhase.DRAIN);
        // when
        itRunsAndWrites();
        world.settle();
        // then
        assertThat(current()).doesNotStartWith("2-");
        assertThat(world.flink.history())
                .last()
                .asString()
                .startsWith("run " + current() + " from ")
                .isNotEqualTo("run " + current() + " from " + restored(older));
    }

    private String restored(String name) {
        return world.api.status().savepoints().stream()
                .filter(savepoint -> savepoint.name().equals(name))
                .map(savepoint -> savepoint.path())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_transactions_of_one_that_has_written_already_are_left_alone_as_well() {
        // given
        upgradeToOneThatDoesNotComeUp();
        itRunsAndWrites();
        String cut = world.api.status().savepoints().get(0).takenAt();
        world.transactions.leaveOpen("sp~0a1b2c3d~prod~7", Instant.parse(cut).plusSeconds(3));
        world.pass(Duration.ofSeconds(3));
        world.api.edit(RevivedJobLoopTest::thirdWithMorePartitions);
        world.act();
        // when
        world.api.edit(spec -> Edits.withRule(spec, "colour = 'red'"));
        world.settle();
        // then
        assertThat(current()).startsWith("2-");
        assertThat(world.transactions.open()).extracting(open -> open.id()).containsExactly("sp~0a1b2c3d~prod~7");
    }

    @Test
    void its_own_transactions_are_left_alone_once_it_is_waited_for_again() {
        // given
        upgradeToOneThatDoesNotComeUp();
        String cut = world.api.status().savepoints().get(0).takenAt();
        world.transactions.leaveOpen("sp~0a1b2c3d~prod~7", Instant.parse(cut).plusSeconds(3));
        world.transactions.leaveOpen("sp~0a1b2c3d~prod~6", Instant.parse(cut).minusSeconds(3));
        world.pass(Duration.ofMinutes(1));
        world.api.edit(RevivedJobLoopTest::thirdWithMorePartitions);
        world.turn();
        // when
        itRunsAndWrites();
        world.api.edit(spec -> Edits.withRule(spec, "colour = 'red'"));
        world.settle();
        // then
        assertThat(current()).startsWith("2-");
        assertThat(world.conditions()).containsEntry("JobRunning", "True Running");
        assertThat(world.transactions.open()).extracting(open -> open.id()).containsExactly("sp~0a1b2c3d~prod~7");
    }
}
