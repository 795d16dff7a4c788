package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.PipelineStatus.Health;
import io.millrace.api.v1alpha1.PipelineStatus.Phase;
import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.api.v1alpha1.PipelineStatus.TopicStatus;
import io.millrace.api.v1alpha1.PipelineStatus.Verdict;
import io.millrace.api.v1alpha1.TopicSpec.DeletionPolicy;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.topics.TopicState;
import io.millrace.operator.topics.WantedTopic;
import io.millrace.operator.topics.WantedTopic.Purpose;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineLoopTest {

    private static final String NEWER_SCHEMA =
            """
            {"type": "record", "name": "Event", "fields": [
              {"name": "kind", "type": "string"},
              {"name": "happened_at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "page", "type": ["null", "string"], "default": null}]}""";

    private final World world = new World();

    private static PipelineSpec otherFilter(PipelineSpec spec) {
        return Edits.withRule(spec, "kind IN ('view', 'purchase', 'cart')");
    }

    @Test
    void a_new_pipeline_gets_its_schema_its_topics_and_its_job() {
        // when
        world.settle();
        // then
        assertThat(world.api.status().phase()).isEqualTo(Phase.RUNNING);
        assertThat(world.conditions())
                .isEqualTo(Map.of(
                        "Ready", "True Running",
                        "SchemasValid", "True SchemasRegistered",
                        "TopicsReady", "True TopicsReady",
                        "JobRunning", "True Running",
                        "Progressing", "True InPlace",
                        "LedgerBalanced", "Unknown LedgerPending"));
        assertThat(world.subjects.all()).containsKey("shop.totals-value");
        assertThat(world.topics.all())
                .containsOnlyKeys(
                        "shop.events", "shop.totals", "dlq.shop.totals", "late.shop.totals", "ledger.shop.totals");
        assertThat(world.flink.history()).containsExactly("run " + current());
        assertThat(world.revisions.names()).containsExactly("totals-" + current());
        assertThat(world.api.status().operation()).isNull();
    }

    private String current() {
        return world.api.status().revision().current();
    }

    @Test
    void topics_for_what_went_wrong_keep_old_records_and_take_the_largest() {
        // when
        world.settle();
        // then
        TopicState deadLetters = world.topic("dlq.shop.totals");
        assertThat(deadLetters.ownConfig())
                .isEqualTo(Map.of(
                        "cleanup.policy",
                        "delete",
                        "message.timestamp.type",
                        "LogAppendTime",
                        "max.message.bytes",
                        String.valueOf(1_048_588 + 64 * 1024),
                        "retention.ms",
                        String.valueOf(Duration.ofDays(14).toMillis())));
    }

    @Test
    void the_second_run_plans_nothing() {
        // given
        world.settle();
        int writes = world.writes();
        // when
        for (int i = 0; i < 50; i++) {
            world.turn();
            world.pass(Duration.ofSeconds(2));
        }
        // then
        assertThat(world.writes()).isEqualTo(writes);
    }

    @Test
    void an_edit_stops_the_job_with_a_savepoint_and_starts_the_next_revision_from_there() {
        // given
        world.settle();
        String first = current();
        // when
        world.api.edit(PipelineLoopTest::otherFilter);
        world.settle();
        // then
        String path = world.api.status().savepoints().get(0).path();
        assertThat(current()).startsWith("2-").isNotEqualTo(first);
        assertThat(world.api.status().revision().previous()).isEqualTo(first);
        assertThat(world.flink.history())
                .containsExactly("run " + first, "stop " + first + " at " + path, "run " + current() + " from " + path);
        assertThat(world.api.status().savepoints())
                .extracting(Savepoint::revision)
                .containsExactly(first);
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void an_edit_of_what_does_not_run_makes_no_revision() {
        // given
        world.settle();
        String first = current();
        // when
        world.api.edit(spec -> Edits.withDeletionPolicy(spec, DeletionPolicy.DELETE));
        world.settle();
        // then
        assertThat(current()).isEqualTo(first);
        assertThat(world.flink.history()).hasSize(1);
        assertThat(world.api.status().topics())
                .extracting(TopicStatus::deletionPolicy)
                .containsOnly(DeletionPolicy.DELETE);
        assertThat(world.api.status().observedGeneration()).isEqualTo(2);
    }

    @Test
    void a_refused_edit_is_explained_and_what_runs_goes_on() {
        // given
        world.settle();
        String first = current();
        // when
        world.api.edit(spec -> Edits.withRule(spec, "colour = 'red'"));
        world.settle();
        // then
        assertThat(current()).isEqualTo(first);
        assertThat(world.flink.history()).hasSize(1);
        assertThat(world.conditions())
                .containsEntry("Ready", "False SpecInvalid")
                .containsEntry("Progressing", "False SpecInvalid")
                .containsEntry("Stalled", "True SpecInvalid")
                .containsEntry("JobRunning", "True Running");
        assertThat(world.message("Progressing"))
                .contains("spec.steps[0].validate[0].expr")
                .contains("Revision " + first + " stays in place");
        assertThat(world.events).last().asString().startsWith("SpecInvalid: spec.steps[0].validate[0].expr");
    }

    @Test
    void a_refused_edit_that_is_taken_back_leaves_no_trace() {
        // given
        world.settle();
        String first = current();
        String before = Edits.rule(world.api.read().getSpec());
        // when
        world.api.edit(spec -> Edits.withRule(spec, "colour = 'red'"));
        world.settle();
        world.api.edit(spec -> Edits.withRule(spec, before));
        world.settle();
        // then
        assertThat(current()).isEqualTo(first);
        assertThat(world.flink.history()).hasSize(1);
        assertThat(world.conditions()).containsEntry("Ready", "True Running").doesNotContainKey("Stalled");
    }

    @Test
    void what_the_cluster_was_too_small_for_is_taken_up_when_it_has_grown() {
        // given
        world.topics.setBrokers(1);
        world.settle();
        assertThat(world.conditions()).containsEntry("TopicsReady", "False ReplicasRefused");
        // when
        world.topics.setBrokers(3);
        world.settle();
        // then
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void nothing_outside_changes_before_every_check_of_every_kind_has_passed() {
        // given
        world.api.edit(spec -> Edits.withSourceTopic(spec, "shop.nowhere"));
        // when
        world.settle();
        // then
        assertThat(world.conditions()).containsEntry("TopicsReady", "False TopicNotFound");
        assertThat(world.message("Ready")).contains("spec.sources[0].topic").contains("shop.nowhere");
        assertThat(world.topics.all()).containsOnlyKeys("shop.events");
        assertThat(world.subjects.all()).containsOnlyKeys("shop.events-value");
        assertThat(world.revisions.names()).isEmpty();
        assertThat(world.api.status().phase()).isEqualTo(Phase.FAILED);
    }

    @Test
    void suspend_stops_the_job_and_resume_starts_it_from_there() {
        // given
        world.settle();
        // when
        world.api.edit(spec -> Edits.withSuspend(spec, true));
        world.settle();
        Phase suspended = world.api.status().phase();
        Map<String, String> whileSuspended = world.conditions();
        world.api.edit(spec -> Edits.withSuspend(spec, false));
        world.settle();
        // then
        String path = world.api.status().savepoints().get(0).path();
        assertThat(suspended).isEqualTo(Phase.SUSPENDED);
        assertThat(whileSuspended)
                .containsEntry("Ready", "True Suspended")
                .containsEntry("JobRunning", "False Suspended");
        assertThat(world.flink.history())
                .containsExactly(
                        "run " + current(), "stop " + current() + " at " + path, "run " + current() + " from " + path);
        assertThat(current()).startsWith("1-");
    }

    @Test
    void a_pipeline_made_suspended_gets_all_but_its_job_and_starts_when_it_is_resumed() {
        // given
        world.api.edit(spec -> Edits.withSuspend(spec, true));
        // when
        world.settle();
        Phase suspended = world.api.status().phase();
        List<String> whileSuspended = world.flink.history();
        world.api.edit(spec -> Edits.withSuspend(spec, false));
        world.settle();
        // then
        assertThat(suspended).isEqualTo(Phase.SUSPENDED);
        assertThat(whileSuspended).isEmpty();
        assertThat(world.topics.all()).containsKey("shop.totals");
        assertThat(world.flink.history()).containsExactly("run " + current());
    }

    @Test
    void an_edit_of_a_suspended_pipeline_makes_the_next_revision_and_resume_starts_that_one() {
        // given
        world.settle();
        world.api.edit(spec -> Edits.withSuspend(spec, true));
        world.settle();
        // when
        world.api.edit(PipelineLoopTest::otherFilter);
        world.settle();
        Phase edited = world.api.status().phase();
        world.api.edit(spec -> Edits.withSuspend(spec, false));
        world.settle();
        // then
        String path = world.api.status().savepoints().get(0).path();
        assertThat(edited).isEqualTo(Phase.SUSPENDED);
        assertThat(current()).startsWith("2-");
        assertThat(world.flink.history()).last().isEqualTo("run " + current() + " from " + path);
        assertThat(world.flink.history()).hasSize(3);
    }

    @Test
    void one_edit_may_resume_and_change() {
        // given
        world.api.edit(spec -> Edits.withSuspend(spec, true));
        world.settle();
        // when
        world.api.edit(spec -> Edits.withSuspend(otherFilter(spec), false));
        world.settle();
        // then
        assertThat(current()).startsWith("2-");
        assertThat(world.flink.history()).containsExactly("run " + current());
    }

    @Test
    void the_fix_of_a_revision_that_does_not_come_up_is_started_without_waiting_for_it() {
        // given
        world.settle();
        world.flink.setFailing(true);
        world.api.edit(PipelineLoopTest::otherFilter);
        world.settle();
        String broken = current();
        // when
        world.flink.setFailing(false);
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
        // then
        String path = world.api.status().savepoints().get(0).path();
        assertThat(broken).startsWith("2-");
        assertThat(current()).startsWith("3-");
        assertThat(world.flink.history()).last().isEqualTo("run " + current() + " from " + path);
    }

    @Test
    void while_kafka_is_away_a_new_spec_waits_and_what_runs_is_left_alone() {
        // given
        world.settle();
        world.topics.setAway(true);
        // when
        world.api.edit(PipelineLoopTest::otherFilter);
        world.settle();
        Map<String, String> away = world.conditions();
        List<String> history = world.flink.history();
        world.topics.setAway(false);
        world.settle();
        // then
        assertThat(away)
                .containsEntry("TopicsReady", "Unknown KafkaUnreachable")
                .containsEntry("Progressing", "Unknown KafkaUnreachable")
                .containsEntry("JobRunning", "True Running");
        assertThat(history).hasSize(1);
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
        assertThat(current()).startsWith("2-");
    }

    @Test
    void an_operation_that_waits_too_long_for_kafka_is_called_late_until_it_goes_on() {
        // given
        world.settle();
        world.api.edit(spec -> Edits.withPartitions(otherFilter(spec), 8));
        world.turn();
        world.topics.setAway(true);
        world.settle();
        String inTime = world.conditions().get("Progressing");
        // when
        world.pass(Duration.ofMinutes(11));
        world.settle();
        Map<String, String> late = world.conditions();
        String message = world.message("Progressing");
        world.topics.setAway(false);
        world.settle();
        // then
        assertThat(inTime).isEqualTo("Unknown KafkaUnreachable");
        assertThat(late)
                .containsEntry("Progressing", "False DeadlineExceeded")
                .containsEntry("Stalled", "True DeadlineExceeded")
                .containsEntry("TopicsReady", "Unknown KafkaUnreachable")
                .containsEntry("JobRunning", "True Running");
        assertThat(message).contains("Kafka is away").contains("spec.rollout.deadlines.start");
        assertThat(world.conditions()).containsEntry("Ready", "True Running").doesNotContainKey("Stalled");
    }

    @Test
    void while_the_registry_is_away_a_new_pipeline_waits_and_then_goes_on_by_itself() {
        // given
        world.subjects.setAway(true);
        // when
        world.settle();
        Map<String, String> away = world.conditions();
        world.subjects.setAway(false);
        world.settle();
        // then
        assertThat(away).containsEntry("SchemasValid", "Unknown RegistryUnreachable");
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void while_the_registry_is_away_a_running_pipeline_says_so_and_is_left_alone() {
        // given
        world.settle();
        int effects = world.writes() - world.api.statusWrites();
        // when
        world.subjects.setAway(true);
        world.settle();
        Map<String, String> away = world.conditions();
        Health health = world.api.status().health();
        world.subjects.setAway(false);
        world.settle();
        // then
        assertThat(away)
                .containsEntry("SchemasValid", "Unknown RegistryUnreachable")
                .containsEntry("Ready", "Unknown RegistryUnreachable")
                .containsEntry("JobRunning", "True Running");
        assertThat(health.verdict()).isEqualTo(Verdict.DEGRADED);
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
        assertThat(world.writes() - world.api.statusWrites()).isEqualTo(effects);
    }

    @Test
    void while_flink_does_not_answer_nobody_knows_whether_the_job_runs() {
        // given
        world.settle();
        int effects = world.writes() - world.api.statusWrites();
        // when
        world.flink.setRestAway(true);
        world.settle();
        Map<String, String> away = world.conditions();
        Health health = world.api.status().health();
        world.flink.setRestAway(false);
        world.settle();
        // then
        assertThat(away)
                .containsEntry("JobRunning", "Unknown FlinkUnreachable")
                .containsEntry("Ready", "Unknown FlinkUnreachable");
        assertThat(health.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
        assertThat(world.writes() - world.api.statusWrites()).isEqualTo(effects);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 | False TaskManagersMissing | no TaskManager",
                "0 | 4 | False TaskManagersMissing | no TaskManager",
                "1 | 3 | False JobNotRunning       | not all tasks",
                "1 | 4 | True Running              | runs revision",
            })
    void a_job_that_flink_calls_running_runs_when_all_its_tasks_do(
            int taskManagers, int active, String condition, String message) {
        // given
        world.settle();
        // when
        world.flink.setWorkers(new JobFigures.Workers(taskManagers, 4, active));
        world.settle();
        // then
        assertThat(world.conditions()).containsEntry("JobRunning", condition);
        assertThat(world.message("JobRunning")).contains(message);
        assertThat(world.api.status().health().verdict())
                .isEqualTo(condition.startsWith("True") ? Verdict.HEALTHY : Verdict.UNHEALTHY);
        assertThat(world.flink.history()).hasSize(1);
    }

    @Test
    void deletion_removes_the_job_and_keeps_the_topics() {
        // given
        world.settle();
        // when
        world.api.delete();
        world.settle();
        // then
        assertThat(world.isGone()).isTrue();
        assertThat(world.flink.look(world.id()).isAbsent()).isTrue();
        assertThat(world.revisions.names()).isEmpty();
        assertThat(world.topics.all()).containsKeys("shop.totals", "dlq.shop.totals", "late.shop.totals");
    }

    @Test
    void deletion_deletes_topics_where_the_spec_says_so_but_only_those_that_it_made() {
        // given
        world.settle();
        world.api.edit(spec -> Edits.withDeletionPolicy(spec, DeletionPolicy.DELETE));
        world.settle();
        String late = world.topic("late.shop.totals").id();
        world.topics.delete("late.shop.totals", late);
        world.topics.create(new WantedTopic("late.shop.totals", 1, 1, Map.of(), Purpose.DATA, ""));
        // when
        world.api.delete();
        world.settle();
        // then
        assertThat(world.isGone()).isTrue();
        assertThat(world.topics.all()).containsOnlyKeys("shop.events", "late.shop.totals");
    }

    @Test
    void a_deletion_that_cannot_go_on_says_what_blocks_it_and_goes_on_when_it_can() {
        // given
        world.settle();
        world.api.edit(spec -> Edits.withDeletionPolicy(spec, DeletionPolicy.DELETE));
        world.settle();
        world.topics.setAway(true);
        // when
        world.api.delete();
        world.settle();
        String message = world.message("Progressing");
        Phase blocked = world.api.status().phase();
        world.topics.setAway(false);
        world.settle();
        // then
        assertThat(blocked).isEqualTo(Phase.DELETING);
        assertThat(message).contains("Kafka is away").contains("deletionPolicy: Retain");
        assertThat(world.isGone()).isTrue();
    }

    @Test
    void a_topic_that_was_there_is_adopted_and_never_deleted() {
        // given
        world.topics.create(new WantedTopic("shop.totals", 2, 3, Map.of(), Purpose.DATA, ""));
        world.api.edit(spec -> Edits.withDeletionPolicy(spec, DeletionPolicy.DELETE));
        world.settle();
        TopicState adopted = world.topic("shop.totals");
        // when
        world.api.delete();
        world.settle();
        // then
        assertThat(adopted.partitions()).isEqualTo(4);
        assertThat(adopted.ownConfig()).containsEntry("cleanup.policy", "compact");
        assertThat(world.topics.all()).containsKey("shop.totals").doesNotContainKey("dlq.shop.totals");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void the_ids_of_topics_survive_a_status_write_that_loses(int turns) {
        // given
        for (int i = 0; i < turns; i++) {
            world.turn();
        }
        // when
        world.api.interfereOnce();
        world.settle();
        // then
        assertThat(world.api.status().topics()).extracting(TopicStatus::topicId).doesNotContainNull();
    }

    @Test
    void a_job_that_somebody_deleted_is_reported_and_started_again_when_the_user_says_so() {
        // given
        world.settle();
        world.flink.deleteByHand(world.id());
        // when
        world.settle();
        Map<String, String> gone = world.conditions();
        world.api.edit(spec -> Edits.withSuspend(spec, true));
        world.settle();
        world.api.edit(spec -> Edits.withSuspend(spec, false));
        world.settle();
        // then
        assertThat(gone).containsEntry("JobRunning", "False JobMissing").containsEntry("Ready", "False JobMissing");
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void a_config_map_that_somebody_deleted_is_made_again_as_it_was() {
        // given
        world.settle();
        RevisionName current = RevisionName.parse(current());
        Map<String, String> files = world.revisions.files(world.id(), current);
        world.revisions.loseFiles(world.id(), current);
        int writes = world.api.statusWrites();
        // when: with what is there now, the spec would make another revision
        world.subjects.register("shop.events-value", NEWER_SCHEMA);
        world.upgrade(World.config(), "2.0");
        world.settle();
        // then
        assertThat(files).isNotEmpty();
        assertThat(world.revisions.files(world.id(), current)).isEqualTo(files);
        assertThat(current()).isEqualTo(current.toString());
        assertThat(world.flink.history()).hasSize(1);
        assertThat(world.api.statusWrites()).isEqualTo(writes);
    }

    @Test
    void it_is_made_again_while_the_spec_is_refused() {
        // given
        world.settle();
        RevisionName current = RevisionName.parse(current());
        world.api.edit(spec -> Edits.withRule(spec, "no_such_column = 1"));
        world.settle();
        // when
        world.revisions.loseFiles(world.id(), current);
        world.settle();
        // then
        assertThat(world.conditions()).containsEntry("Progressing", "False SpecInvalid");
        assertThat(world.revisions.files(world.id(), current)).isNotEmpty();
        assertThat(world.flink.history()).hasSize(1);
    }

    @Test
    void it_is_made_again_before_the_job_that_mounts_it_is_started() {
        // given
        world.settle();
        RevisionName first = RevisionName.parse(current());
        world.flink.setFailing(true);
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
        world.flink.setFailing(false);
        world.revisions.loseFiles(world.id(), first);
        // when
        world.pass(Duration.ofMinutes(11));
        while (!world.flink.look(world.id()).value().orElseThrow().asksFor(first.toString(), true)) {
            world.turn();
        }
        // then
        assertThat(world.revisions.files(world.id(), first)).isNotEmpty();
    }

    @Test
    void a_revision_of_which_nothing_is_left_is_stored_again() {
        // given
        world.settle();
        world.revisions.removeAll(world.id());
        // when
        world.settle();
        // then
        assertThat(world.revisions.names()).containsExactly("totals-" + current());
        assertThat(world.flink.history()).hasSize(1);
    }

    @Test
    void a_topic_that_somebody_deleted_is_reported_and_not_made_anew() {
        // given
        world.settle();
        String id = world.topic("shop.totals").id();
        // when
        world.topics.delete("shop.totals", id);
        world.settle();
        // then
        assertThat(world.conditions()).containsEntry("TopicsReady", "False TopicNotFound");
        assertThat(world.topics.all()).doesNotContainKey("shop.totals");
    }

    @Test
    void a_deployment_of_somebody_else_under_the_same_name_is_left_alone() {
        // given
        world.settle();
        world.flink.setForeign(true);
        // when
        world.api.edit(PipelineLoopTest::otherFilter);
        world.settle();
        // then
        assertThat(world.conditions()).containsEntry("Progressing", "False ResourceConflict");
        assertThat(world.flink.history()).hasSize(1);
    }

    @Test
    void what_takes_too_long_is_said_and_goes_on() {
        // given
        world.flink.setFailing(true);
        world.settle();
        // when
        world.pass(Duration.ofMinutes(11));
        world.settle();
        // then
        assertThat(world.conditions())
                .containsEntry("Progressing", "False DeadlineExceeded")
                .containsEntry("Stalled", "True DeadlineExceeded");
    }

    @Test
    void lag_is_shown_rounded_and_alone_causes_a_write_every_half_minute_at_most() {
        // given
        world.settle();
        world.topics.setLag("millrace.shop.totals", 123_456);
        world.settle();
        int writes = world.api.statusWrites();
        // when
        for (int second = 0; second < 60; second++) {
            world.topics.setLag("millrace.shop.totals", 123_456 + second * 100_000L);
            world.turn();
        }
        // then
        assertThat(world.api.statusWrites() - writes).isBetween(1, 2);
        assertThat(String.valueOf(world.api.status().lag().records())).matches("[1-9][0-9]0+");
    }
}
