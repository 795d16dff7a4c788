package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutOutcome;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutStage;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.operator.jobs.JobFailure;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.RevisionName;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a candidate leaves behind, when it is given up at an inconvenient moment, and what is said about names in vain. */
class CandidateEndLoopTest {

    private static final String GROUP = "millrace.shop.totals.canary";

    private final World world = new World();
    private final PipelineId beside = world.id().in(Slot.CANARY);

    @BeforeEach
    void a_pipeline_that_runs() {
        set("");
    }

    private static String rollout(String more) {
        return "{\"strategy\": \"Canary\", \"promotion\": \"Manual\", \"force\": false, \"onDeadline\": \"Abort\","
                + " \"compare\": {\"minRecords\": 100, \"maxDifference\": 0}" + more + "}";
    }

    private void set(String more) {
        world.api.edit(spec -> Edits.with(spec, "rollout", rollout(more)));
        world.settle();
    }

    private void edit() {
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
    }

    private PipelineStatus.Rollout rollout() {
        return world.api.status().rollout();
    }

    private void giveUp() {
        set(", \"abort\": \"" + rollout().candidate() + "\"");
    }

    private boolean isIn(OperationPhase phase) {
        PipelineStatus status = world.api.status();
        return status.operation() != null && status.operation().phase() == phase;
    }

    @Test
    void its_consumer_group_goes_with_it() {
        // given
        edit();
        world.settle();
        world.topics.commit(GROUP, false);
        // when
        giveUp();
        // then
        assertThat(rollout().stage()).isEqualTo(RolloutStage.ENDED);
        assertThat(world.topics.isInUse(GROUP).isAbsent()).isTrue();
    }

    @Test
    void a_group_that_somebody_has_joined_is_left_to_them() {
        // given
        edit();
        world.settle();
        world.topics.commit(GROUP, true);
        // when
        giveUp();
        // then
        assertThat(rollout().stage()).isEqualTo(RolloutStage.ENDED);
        assertThat(world.topics.isInUse(GROUP).value()).contains(true);
    }

    @Test
    void one_that_was_stored_by_half_leaves_nothing() {
        // given
        edit();
        while (!isIn(OperationPhase.START)) {
            world.act();
        }
        world.revisions.storeFilesAlone(beside, RevisionName.parse(rollout().candidate()));
        // when
        giveUp();
        // then
        assertThat(rollout().outcome()).isEqualTo(RolloutOutcome.ABORTED);
        assertThat(world.flink.history()).hasSize(1);
        assertThat(world.revisions.names()).noneMatch(name -> name.contains("canary"));
    }

    private static final String NO_QUANTITY = ", \"resources\": {\"taskManager\": {\"memory\": \"abc\"}}";

    private void isBegunWithResourcesThatAreNoQuantity() {
        edit();
        while (!isIn(OperationPhase.START)) {
            world.act();
        }
        set(NO_QUANTITY);
    }

    @Test
    void resources_that_are_no_quantity_hold_the_candidate_up_until_they_are_corrected() {
        // given
        isBegunWithResourcesThatAreNoQuantity();
        Map<String, String> blocked = world.conditions();
        String message = world.message("Progressing");
        // when
        set("");
        // then
        assertThat(blocked)
                .containsEntry("Progressing", "False CanaryBlocked")
                .containsEntry("JobRunning", "True Running");
        assertThat(message)
                .contains("spec.rollout.resources.taskManager.memory: 'abc' is no quantity; write for instance 500m");
        assertThat(rollout().stage()).isEqualTo(RolloutStage.COMPARING);
    }

    @Test
    void resources_that_are_no_quantity_hold_up_no_suspension_and_no_deletion() {
        // given
        isBegunWithResourcesThatAreNoQuantity();
        // when
        world.api.edit(spec -> Edits.withSuspend(spec, true));
        world.settle();
        PipelineStatus.Phase phase = world.api.status().phase();
        world.api.delete();
        world.settle();
        // then
        assertThat(phase).isEqualTo(PipelineStatus.Phase.SUSPENDED);
        assertThat(world.isGone()).isTrue();
    }

    @Test
    void resources_that_are_no_quantity_are_told_at_once_though_they_matter_to_the_next_candidate_only() {
        // when
        set(NO_QUANTITY);
        Map<String, String> inPlace = world.conditions();
        String message = world.message("Progressing");
        set("");
        edit();
        world.settle();
        set(NO_QUANTITY);
        // then
        assertThat(inPlace)
                .containsEntry("Progressing", "False SpecInvalid")
                .containsEntry("JobRunning", "True Running");
        assertThat(message).startsWith("spec.rollout.resources.taskManager.memory: 'abc' is no quantity");
        assertThat(rollout().stage()).isEqualTo(RolloutStage.COMPARING);
        assertThat(world.message("Progressing")).isEqualTo(message);
    }

    @Test
    void a_savepoint_that_came_when_nobody_waited_for_it_is_removed() {
        // given
        edit();
        while (!isIn(OperationPhase.SNAPSHOT)) {
            world.act();
        }
        String candidate = rollout().candidate();
        world.act();
        // when
        world.api.edit(spec -> Edits.with(spec, "rollout", rollout(", \"abort\": \"" + candidate + "\"")));
        world.settle();
        // then
        assertThat(rollout().outcome()).isEqualTo(RolloutOutcome.ABORTED);
        assertThat(world.api.status().savepoints()).isNull();
        assertThat(world.savepoints.disposed()).containsExactly("file:/state/snapshot-1");
        assertThat(world.savepoints.records()).isEmpty();
    }

    /** A candidate is given up while the savepoint that it was to begin with is being taken. */
    private void giveUpTooEarly() {
        world.savepoints.setSlow(true);
        edit();
        while (world.savepoints.asked().isEmpty()) {
            world.act();
        }
        giveUp();
    }

    @Test
    void a_savepoint_that_is_still_being_taken_is_removed_when_it_comes() {
        // given
        giveUpTooEarly();
        RolloutStage meanwhile = rollout().stage();
        world.restart();
        // when
        world.savepoints.complete();
        world.settle();
        // then
        assertThat(meanwhile).isEqualTo(RolloutStage.ENDED);
        assertThat(world.savepoints.disposed()).containsExactly("file:/state/snapshot-1");
        assertThat(world.savepoints.asked()).isEmpty();
        assertThat(world.api.status().savepoints()).isNull();
        assertThat(world.api.status().operation()).isNull();
    }

    @Test
    void what_comes_next_does_not_wait_for_it() {
        // given
        giveUpTooEarly();
        // when
        world.api.edit(spec -> Edits.with(spec, "rollout", "{\"strategy\": \"Savepoint\"}"));
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'other'"));
        world.settle();
        String current = world.api.status().revision().current();
        Map<String, String> meanwhile = world.conditions();
        world.savepoints.complete();
        world.settle();
        // then
        assertThat(current).startsWith("3-");
        assertThat(meanwhile).containsEntry("Ready", "True Running");
        assertThat(world.savepoints.disposed()).containsExactly("file:/state/snapshot-1");
        assertThat(world.savepoints.asked()).isEmpty();
    }

    @Test
    void one_that_flink_does_not_remove_holds_nothing_up() {
        // given
        world.savepoints.setKeepingData(true);
        edit();
        while (!isIn(OperationPhase.SNAPSHOT)) {
            world.act();
        }
        String candidate = rollout().candidate();
        world.act();
        // when
        world.api.edit(spec -> Edits.with(spec, "rollout", rollout(", \"abort\": \"" + candidate + "\"")));
        world.settle();
        // then
        assertThat(rollout().stage()).isEqualTo(RolloutStage.ENDED);
        assertThat(rollout().outcome()).isEqualTo(RolloutOutcome.ABORTED);
        assertThat(world.savepoints.disposed()).isEmpty();
    }

    @Test
    void one_that_is_kept_is_not_removed() {
        // given
        edit();
        world.settle();
        // when
        giveUp();
        // then
        assertThat(world.savepoints.disposed()).isEmpty();
        assertThat(world.api.status().savepoints()).hasSize(1);
    }

    @Test
    void a_name_in_vain_is_told_while_there_is_no_candidate_yet() {
        // when
        set(", \"promote\": \"7-00000000\"");
        Map<String, String> refused = world.conditions();
        String message = world.message("Progressing");
        set("");
        // then
        assertThat(refused).containsEntry("Progressing", "False PromotionRefused");
        assertThat(message).isEqualTo("spec.rollout.promote: 7-00000000 is no candidate; there is none");
        assertThat(world.conditions()).containsEntry("Progressing", "True InPlace");
    }

    @Test
    void a_name_in_vain_is_told_while_a_candidate_is_being_made_and_holds_nothing_up() {
        // given
        world.flink.setFailing(true);
        world.api.edit(spec -> Edits.with(spec, "rollout", rollout(", \"abort\": \"7-00000000\"")));
        edit();
        // when
        world.settle();
        // then
        assertThat(rollout().stage()).isEqualTo(RolloutStage.REHEARSING);
        assertThat(world.conditions()).containsEntry("Progressing", "True Rehearsing");
        assertThat(world.message("Progressing"))
                .endsWith("; spec.rollout.abort: 7-00000000 is not the candidate, which is "
                        + rollout().candidate());
    }

    @Test
    void a_name_in_vain_is_told_after_the_candidate_was_given_up() {
        // given
        edit();
        world.settle();
        giveUp();
        // when
        set(", \"promote\": \"9-00000000\"");
        // then
        assertThat(world.conditions()).containsEntry("Progressing", "False CanaryAborted");
        assertThat(world.message("Progressing"))
                .contains("; spec.rollout.promote: 9-00000000 is no candidate; there is none");
    }

    @Test
    void one_that_cannot_read_the_state_is_given_up_at_once_and_says_which_step_and_serializer() {
        // given
        world.flink.setFailing(true);
        world.flink.setFailure(
                new JobFailure(
                        "per-kind -> late for per-kind (1/2)",
                        """
                java.lang.Exception: Exception while creating StreamOperatorStateContext.
                \tat org.apache.flink.streaming.runtime.tasks.StreamTask.restore(StreamTask.java:779)
                Caused by: org.apache.flink.util.StateMigrationException: The new key serializer \
                (io.millrace.job.records.RowSerializer@9269ee36) must be compatible with the previous key serializer \
                (io.millrace.job.records.RowSerializer@987d8edd).
                \tat org.apache.flink.runtime.state.heap.HeapRestoreOperation.restore(HeapRestoreOperation.java:117)
                """));
        // when
        edit();
        world.settle();
        // then
        assertThat(rollout().outcome()).isEqualTo(RolloutOutcome.ABORTED);
        assertThat(rollout().message())
                .isEqualTo("candidate " + rollout().candidate()
                        + " cannot go on from the live job's state: step per-kind: StateMigrationException: The new key"
                        + " serializer (RowSerializer) must be compatible with the previous key serializer"
                        + " (RowSerializer).");
        assertThat(world.conditions()).containsEntry("JobRunning", "True Running");
    }

    @Test
    void another_pipeline_may_not_list_its_topics() {
        // given: it owns nothing that this one wants, but what was made for its candidate
        edit();
        world.settle();
        StreamingPipeline owner = neighbour(world.api.read());
        World other = new World();
        other.neighbours.add(owner);
        // when
        other.api.edit(spec -> Edits.withListedTopic(spec, "shop.totals.canary"));
        other.settle();
        // then
        assertThat(other.conditions()).containsEntry("Ready", "False TopicOwnedByAnother");
        assertThat(other.message("TopicsReady"))
                .contains("spec.topics[1].name: topic shop.totals.canary belongs to pipeline shop/first");
    }

    private static StreamingPipeline neighbour(StreamingPipeline tries) {
        StreamingPipeline neighbour = World.pipeline();
        neighbour.getMetadata().setName("first");
        neighbour.getMetadata().setUid("5b1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9");
        neighbour.getMetadata().setCreationTimestamp("2026-01-01T11:30:00Z");
        neighbour.setSpec(Edits.with(tries.getSpec(), "topics", "[]"));
        neighbour.setSpec(Edits.with(neighbour.getSpec(), "schemas", "[]"));
        neighbour.setStatus(new PipelineStatus(
                null,
                null,
                null,
                null,
                null,
                tries.getStatus().rollout(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
        return neighbour;
    }

    @Test
    void columns_that_no_sink_has_are_refused_by_name() {
        // given
        String columns = "\"ignore\": [\"window_end\", \"typo\"],"
                + " \"allow\": [{\"sink\": \"totals\", \"columns\": [\"events\", \"evnts\"]}], \"minRecords\"";
        world.api.edit(spec -> Edits.with(spec, "rollout", rollout("").replace("\"minRecords\"", columns)));
        // when
        edit();
        world.settle();
        // then
        assertThat(world.conditions()).containsEntry("Progressing", "False SpecInvalid");
        assertThat(world.message("Progressing"))
                .contains("spec.rollout.compare.ignore[1]: no sink has a column 'typo'")
                .contains("spec.rollout.compare.allow[0].columns[1]: sink 'totals' has no column 'evnts'")
                .doesNotContain("window_end")
                .doesNotContain("'events'");
    }
}
