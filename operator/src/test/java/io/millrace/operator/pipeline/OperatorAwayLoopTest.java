package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutOutcome;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutStage;
import io.millrace.definition.ledger.Account;
import io.millrace.operator.revisions.RevisionName;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator that is away for longer than a deadline: what nobody could do meanwhile is not late. */
class OperatorAwayLoopTest {

    private static final Duration LONGER_THAN_ANY_DEADLINE = Duration.ofMinutes(16);

    private final World world = new World();
    private String first = "";

    @BeforeEach
    void a_pipeline_that_runs() {
        world.settle();
        first = status().revision().current();
    }

    private PipelineStatus status() {
        return world.api.status();
    }

    private void edit() {
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
    }

    private void untilItIsIn(OperationPhase phase) {
        for (int turn = 0; status().operation() == null || status().operation().phase() != phase; turn++) {
            assertThat(turn).as("turns to phase %s: %s", phase, world.events).isLessThan(50);
            world.act();
            world.flink.progress();
        }
    }

    private void comesBack() {
        world.pass(LONGER_THAN_ANY_DEADLINE);
        world.restart();
    }

    private void rollout(String more) {
        world.api.edit(spec -> Edits.with(spec, "rollout", "{\"strategy\": \"Canary\"%s}".formatted(more)));
    }

    private void rehearsed() {
        rollout(", \"promotion\": \"Automatic\"");
        world.settle();
        edit();
    }

    private void giveUp() {
        rollout(", \"abort\": \"%s\"".formatted(status().rollout().candidate()));
    }

    @Test
    void starts_the_job_that_it_had_stopped() {
        // given
        edit();
        untilItIsIn(OperationPhase.START);
        // when
        comesBack();
        world.settle();
        // then
        assertThat(status().revision().current()).isNotEqualTo(first);
        assertThat(status().revision().failed()).isNull();
        assertThat(world.conditions()).containsEntry("JobRunning", "True Running");
    }

    @Test
    void waits_for_the_savepoint_that_it_has_asked_for() {
        // given
        world.flink.setStuck(true);
        edit();
        untilItIsIn(OperationPhase.DRAIN);
        world.settle();
        // when
        comesBack();
        world.settle();
        OperationType meanwhile = status().operation().type();
        world.flink.setStuck(false);
        world.settle();
        // then
        assertThat(meanwhile).isEqualTo(OperationType.UPGRADE);
        assertThat(status().revision().current()).isNotEqualTo(first);
    }

    @Test
    void gives_the_job_up_once_it_has_been_there_for_as_long_as_that_may_take() {
        // given
        world.flink.setFailing(true);
        edit();
        world.settle();
        world.flink.setFailing(false);
        comesBack();
        world.settle();
        OperationType meanwhile = status().operation().type();
        // when
        world.pass(LONGER_THAN_ANY_DEADLINE);
        world.settle();
        // then
        assertThat(meanwhile).isEqualTo(OperationType.UPGRADE);
        assertThat(status().revision().current()).isEqualTo(first);
        assertThat(status().revision().failed()).isNotNull();
    }

    @Test
    void waits_for_the_savepoint_of_a_candidate() {
        // given
        world.savepoints.setSlow(true);
        rehearsed();
        untilItIsIn(OperationPhase.SNAPSHOT);
        world.settle();
        // when
        comesBack();
        world.settle();
        RolloutStage meanwhile = status().rollout().stage();
        world.savepoints.complete();
        world.settle();
        // then
        assertThat(meanwhile).isEqualTo(RolloutStage.REHEARSING);
        assertThat(status().rollout().stage()).isEqualTo(RolloutStage.COMPARING);
    }

    @Test
    void starts_a_candidate() {
        // given
        rehearsed();
        untilItIsIn(OperationPhase.START);
        // when
        comesBack();
        world.settle();
        // then
        assertThat(status().rollout().stage()).isEqualTo(RolloutStage.COMPARING);
    }

    @Test
    void cancels_the_job_of_a_candidate_that_was_given_up() {
        // given
        rehearsed();
        world.settle();
        world.flink.setRestAway(true);
        giveUp();
        untilItIsIn(OperationPhase.REMOVE_CANARY);
        // when
        world.flink.setRestAway(false);
        comesBack();
        world.settle();
        // then
        assertThat(world.flink.cancelled()).hasSize(1);
        assertThat(status().rollout().outcome()).isEqualTo(RolloutOutcome.ABORTED);
        assertThat(status().rollout().stage()).isEqualTo(RolloutStage.ENDED);
    }

    @Test
    void removes_what_kafka_keeps_of_a_candidate_whose_job_it_had_removed() {
        // given
        rehearsed();
        world.settle();
        giveUp();
        world.topics.setAway(true);
        world.settle();
        // when
        comesBack();
        world.topics.setAway(false);
        world.settle();
        // then
        assertThat(world.topics.all().keySet()).noneMatch(topic -> topic.contains("canary"));
        assertThat(status().rollout().stage()).isEqualTo(RolloutStage.ENDED);
    }

    @Test
    void promotes_a_candidate_that_has_passed_meanwhile() {
        // given
        rehearsed();
        world.settle();
        String candidate = status().rollout().candidate();
        world.compared(RevisionName.parse(candidate), Map.of(Account.EQUAL, 1_000L));
        // when
        world.pass(Duration.ofHours(2));
        world.restart();
        world.ledgers.setReading(true);
        world.settle();
        RolloutStage meanwhile = status().rollout().stage();
        world.ledgers.setReading(false);
        world.settle();
        // then
        assertThat(meanwhile).isEqualTo(RolloutStage.COMPARING);
        assertThat(status().rollout().outcome()).isEqualTo(RolloutOutcome.PROMOTED);
        assertThat(status().revision().current()).isEqualTo(candidate);
    }
}
