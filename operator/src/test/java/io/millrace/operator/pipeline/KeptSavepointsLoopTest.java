package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.api.v1alpha1.PipelineStatus.SavepointCause;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.savepoints.SavepointRecord;
import io.millrace.operator.transactions.OpenTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept so that somebody can go back, and what is cleared away. */
class KeptSavepointsLoopTest {

    private static final String PREFIX = "sp~0a1b2c3d~prod~";

    private final World world = new World();

    @BeforeEach
    void a_pipeline_that_runs() {
        world.settle();
    }

    private List<Savepoint> kept() {
        return world.api.status().savepoints();
    }

    private static PipelineSpec rule(PipelineSpec spec, int number) {
        return Edits.withRule(spec, "kind = 'view" + number + "'");
    }

    private void upgrades(int times) {
        for (int i = 1; i <= times; i++) {
            int number = i;
            world.api.edit(spec -> rule(spec, number));
            world.settle();
        }
    }

    @Test
    void of_each_savepoint_is_kept_what_one_needs_to_restore_it() {
        // when
        String first = world.api.status().revision().current();
        upgrades(1);
        // then
        SavepointRecord kept = Objects.requireNonNull(
                world.savepoints.records().get(kept().get(0).name()));
        assertThat(kept.savepoint()).isEqualTo(kept().get(0));
        assertThat(kept.savepoint().revision()).isEqualTo(first);
        assertThat(kept.flinkVersion()).isEqualTo("v2_2");
        assertThat(kept.schemas()).extracting(schema -> schema.subject()).contains("shop.events-value");
        assertThat(kept.offsets()).isEqualTo(Map.of("shop.events", Map.of(0, 7L)));
    }

    @Test
    void its_size_is_shown_where_flink_tells_it() {
        // when
        upgrades(1);
        Long told = kept().get(0).size();
        world.flink.setSavepointSizes(false);
        world.api.edit(spec -> rule(spec, 2));
        world.settle();
        // then
        assertThat(told).isEqualTo(4_711L);
        assertThat(kept().get(0).size()).isNull();
        assertThat(kept().get(1).size()).isEqualTo(4_711L);
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void beyond_the_limit_the_oldest_go_with_their_data() {
        // given
        world.api.edit(spec -> Edits.with(spec, "savepoints", "{\"keep\": 2}"));
        world.settle();
        // when
        upgrades(2);
        List<Savepoint> two = kept();
        upgrades(3);
        // then
        assertThat(kept()).hasSize(2).doesNotContainAnyElementsOf(two);
        assertThat(world.savepoints.disposed())
                .hasSize(3)
                .contains(two.get(0).path(), two.get(1).path());
        assertThat(world.savepoints.records()).hasSize(2);
    }

    @Test
    void data_that_flink_does_not_remove_holds_nothing_up() {
        // given
        world.savepoints.setKeepingData(true);
        world.api.edit(spec -> Edits.with(spec, "savepoints", "{\"keep\": 1}"));
        // when
        upgrades(3);
        // then
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
        assertThat(kept()).hasSize(1);
        assertThat(world.savepoints.records()).hasSize(1);
        assertThat(world.events)
                .filteredOn(event -> event.startsWith("FlinkRefused"))
                .hasSize(2);
    }

    @Test
    void nothing_waits_for_their_removal_while_no_job_runs_that_could_remove_them() {
        // given
        world.api.edit(spec -> Edits.with(spec, "savepoints", "{\"keep\": 1}"));
        upgrades(1);
        world.api.edit(spec -> Edits.withSuspend(spec, true));
        world.settle();
        assertThat(kept()).hasSize(2);
        // when
        upgrades(2);
        Object underWay = world.api.status().operation();
        int disposed = world.savepoints.disposed().size();
        world.api.edit(spec -> Edits.withSuspend(spec, false));
        world.settle();
        // then
        assertThat(underWay).isNull();
        assertThat(disposed).isZero();
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
        assertThat(kept()).hasSize(1);
        assertThat(world.savepoints.disposed()).hasSize(1);
    }

    @Test
    void what_the_running_job_was_restored_from_stays_beyond_the_limit_while_the_spec_names_it() {
        // given
        upgrades(2);
        Savepoint oldest = kept().get(1);
        world.api.edit(spec -> Edits.with(spec, "savepoints", "{\"keep\": 1}"));
        world.api.edit(spec -> Edits.with(spec, "restore", "{\"savepoint\": \"" + oldest.name() + "\", \"nonce\": 1}"));
        world.settle();
        String started = world.flink.history().get(world.flink.history().size() - 1);
        // when
        upgrades(1);
        // then
        assertThat(started).endsWith("from " + oldest.path());
        assertThat(kept()).hasSize(2).last().isEqualTo(oldest);
        assertThat(world.savepoints.disposed()).isNotEmpty().doesNotContain(oldest.path());
        // when
        world.api.edit(spec -> Edits.with(spec, "restore", "null"));
        world.settle();
        upgrades(2);
        // then
        assertThat(kept()).hasSize(1);
        assertThat(world.savepoints.disposed()).contains(oldest.path());
    }

    @Test
    void a_scheduled_savepoint_is_taken_while_the_job_runs_on() {
        // given
        world.api.edit(spec -> Edits.with(spec, "savepoints", "{\"schedule\": \"0 * * * *\"}"));
        world.settle();
        int runs = world.flink.history().size();
        // when
        world.pass(Duration.ofHours(3));
        world.settle();
        world.settle();
        // then
        assertThat(kept()).extracting(Savepoint::cause).containsExactly(SavepointCause.SCHEDULE);
        assertThat(world.flink.history()).hasSize(runs);
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
        assertThat(world.events)
                .filteredOn(event -> event.startsWith("SavepointTaken"))
                .hasSize(1);
    }

    @Test
    void a_scheduled_savepoint_of_a_job_whose_label_is_gone_is_known_by_the_revision_in_place() {
        // given
        String revision = world.api.status().revision().current();
        world.api.edit(spec -> Edits.with(spec, "savepoints", "{\"schedule\": \"0 * * * *\"}"));
        world.settle();
        world.flink.editByHand(world.id(), spec -> new JobState.Spec("", spec.running()));
        world.settle();
        // when
        world.pass(Duration.ofHours(1));
        world.settle();
        world.settle();
        // then
        assertThat(kept()).extracting(Savepoint::revision).containsExactly(revision);
        assertThat(kept().get(0).name()).startsWith(revision + "-2026");
    }

    @Test
    void an_edit_does_not_wait_for_a_scheduled_savepoint() {
        // given
        world.api.edit(spec -> Edits.with(spec, "savepoints", "{\"schedule\": \"0 * * * *\"}"));
        world.settle();
        world.pass(Duration.ofHours(1));
        // when
        world.turn();
        world.api.edit(spec -> rule(spec, 1));
        world.settle();
        // then
        assertThat(world.api.status().revision().current()).startsWith("2-");
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    private boolean isIn(OperationPhase phase) {
        PipelineStatus.Operation operation = world.api.status().operation();
        return operation != null && operation.phase() == phase;
    }

    /** The next scheduled savepoint has been asked for. */
    private void askForBackup() {
        world.api.edit(spec -> Edits.with(spec, "savepoints", "{\"schedule\": \"0 * * * *\"}"));
        world.settle();
        world.pass(Duration.ofHours(1));
        while (world.savepoints.asked().isEmpty()) {
            world.act();
        }
    }

    @Test
    void a_scheduled_savepoint_that_an_edit_overtook_is_removed_when_it_comes() {
        // given
        world.savepoints.setSlow(true);
        askForBackup();
        // when
        world.api.edit(spec -> rule(spec, 1));
        world.settle();
        Map<String, String> meanwhile = world.conditions();
        world.restart();
        world.savepoints.complete();
        world.settle();
        // then
        assertThat(meanwhile).containsEntry("Ready", "True Running");
        assertThat(world.api.status().revision().current()).startsWith("2-");
        assertThat(kept()).extracting(Savepoint::cause).containsExactly(SavepointCause.STOP);
        assertThat(world.savepoints.disposed()).containsExactly("file:/state/snapshot-1");
        assertThat(world.savepoints.asked()).isEmpty();
        assertThat(world.api.status().operation()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void one_that_an_edit_overtook_at_whatever_moment_is_kept_or_removed(int turns) {
        // given
        askForBackup();
        for (int i = 0; i < turns; i++) {
            world.act();
        }
        // when
        world.api.edit(spec -> rule(spec, 1));
        world.settle();
        // then
        assertThat(world.savepoints.asked()).isEmpty();
        assertThat(Stream.concat(
                        world.savepoints.disposed().stream(), kept().stream().map(Savepoint::path)))
                .containsOnlyOnce("file:/state/snapshot-1");
        assertThat(world.savepoints.records().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        kept().stream().map(Savepoint::name).toList());
    }

    @Test
    void one_that_a_suspension_overtook_is_removed_once_a_job_runs_again() {
        // given
        askForBackup();
        world.api.edit(spec -> Edits.withSuspend(spec, true));
        world.settle();
        List<String> meanwhile = world.savepoints.disposed();
        // when
        world.api.edit(spec -> Edits.withSuspend(spec, false));
        world.settle();
        // then
        assertThat(meanwhile).isEmpty();
        assertThat(world.savepoints.asked()).isEmpty();
        assertThat(world.savepoints.disposed()).containsExactly("file:/state/snapshot-1");
    }

    @Test
    void one_that_does_not_come_in_time_is_removed_after_the_next_operation() {
        // given
        world.savepoints.setSlow(true);
        askForBackup();
        world.pass(Duration.ofMinutes(11));
        world.settle();
        Object underWay = world.api.status().operation();
        // when
        world.savepoints.complete();
        upgrades(1);
        // then
        assertThat(underWay).isNull();
        assertThat(world.savepoints.asked()).isEmpty();
        assertThat(world.savepoints.disposed()).containsExactly("file:/state/snapshot-1");
    }

    @Test
    void what_is_waited_for_to_be_removed_holds_up_nothing_and_not_for_ever() {
        // given
        world.savepoints.setSlow(true);
        askForBackup();
        world.api.edit(spec -> rule(spec, 1));
        world.settle();
        boolean waits = isIn(OperationPhase.TIDY);
        // when
        world.api.edit(spec -> Edits.withSuspend(spec, true));
        world.settle();
        String suspended = world.conditions().get("Ready");
        world.api.edit(spec -> Edits.withSuspend(spec, false));
        world.settle();
        world.pass(Duration.ofMinutes(10));
        world.settle();
        // then
        assertThat(waits).isTrue();
        assertThat(suspended).isEqualTo("True Suspended");
        assertThat(world.api.status().operation()).isNull();
        assertThat(world.savepoints.asked()).hasSize(1);
    }

    @Test
    void a_savepoint_whose_name_somebody_else_has_taken_gets_another_one() {
        // given
        world.api.edit(spec -> rule(spec, 1));
        while (!isIn(OperationPhase.KEEP)) {
            world.turn();
        }
        Savepoint first = kept().get(0);
        world.savepoints.occupy(first.name());
        // when
        world.settle();
        // then
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
        assertThat(kept()).extracting(Savepoint::path).containsExactly(first.path());
        String name = kept().get(0).name();
        assertThat(name).isNotEqualTo(first.name()).startsWith(first.revision() + "-2026");
        assertThat(world.savepoints.records()).containsOnlyKeys(name);
        assertThat(world.events)
                .filteredOn(event -> event.contains(first.path()) && event.contains("kept as"))
                .containsExactly(
                        "SavepointTaken: revision " + first.revision() + " stopped at " + first.path() + ", kept as "
                                + first.name(),
                        "ResourceConflict: savepoint " + first.path() + " is kept as " + name + ": the ConfigMap of "
                                + first.name() + " belongs to somebody else");
    }

    @Test
    void a_savepoint_leaves_the_list_only_with_its_data_whatever_became_of_its_description() {
        // given
        upgrades(2);
        List<Savepoint> two = kept();
        world.api.edit(spec -> Edits.withSuspend(spec, true));
        world.settle();
        world.savepoints.remove(world.id(), two.get(1).name());
        // when
        world.api.edit(spec -> Edits.with(spec, "savepoints", "{\"keep\": 1}"));
        world.api.edit(spec -> Edits.withSuspend(spec, false));
        world.settle();
        // then
        assertThat(kept()).hasSize(1).doesNotContainAnyElementsOf(two);
        assertThat(world.savepoints.disposed())
                .containsExactlyInAnyOrder(two.get(0).path(), two.get(1).path());
    }

    @Test
    void what_is_no_schedule_is_complained_of() {
        // when
        world.api.edit(spec -> Edits.with(spec, "savepoints", "{\"schedule\": \"every night\"}"));
        world.settle();
        // then
        assertThat(world.conditions()).containsEntry("Progressing", "False SpecInvalid");
        assertThat(world.message("Ready")).contains("spec.savepoints.schedule").contains("0 3 * * *");
        assertThat(world.conditions()).containsEntry("JobRunning", "True Running");
    }

    @Test
    void transactions_that_a_former_job_left_open_are_ended_once_the_new_one_has_settled() {
        // given
        world.transactions.leaveOpen(PREFIX + "7", Instant.parse("2026-01-01T11:00:00Z"));
        world.transactions.leaveOpen(PREFIX + "8", Instant.parse("2026-01-02T12:00:00Z"));
        world.transactions.leaveOpen("somebody-else", Instant.parse("2026-01-01T11:00:00Z"));
        // when
        upgrades(1);
        // then
        assertThat(world.transactions.open())
                .extracting(OpenTransaction::id)
                .containsExactlyInAnyOrder(PREFIX + "8", "somebody-else");
    }

    @Test
    void the_transactions_of_a_job_that_runs_on_after_all_are_left_to_it() {
        // given
        PipelineSpec first = world.api.read().getSpec();
        world.transactions.leaveOpen(PREFIX + "7", Instant.parse("2026-01-01T11:00:00Z"));
        // when an edit is taken back before anything was stopped for it
        world.api.edit(spec -> Edits.withPartitions(rule(spec, 1), 8));
        world.turn();
        assertThat(world.api.status().operation()).isNotNull();
        world.api.edit(spec -> first);
        world.settle();
        // then
        assertThat(world.flink.history()).hasSize(1);
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
        assertThat(world.transactions.open()).extracting(OpenTransaction::id).containsExactly(PREFIX + "7");

        // when the job does not stop in time
        world.flink.setStuck(true);
        world.api.edit(spec -> rule(spec, 2));
        world.settle();
        world.pass(Duration.ofMinutes(11));
        world.settle();
        // then
        assertThat(world.flink.history()).hasSize(1);
        assertThat(world.message("Ready")).contains("runs on");
        assertThat(world.transactions.open()).extracting(OpenTransaction::id).containsExactly(PREFIX + "7");
    }

    @Test
    void before_a_job_starts_afresh_all_that_is_open_under_its_name_is_ended() {
        // given
        World fresh = new World();
        fresh.transactions.leaveOpen(PREFIX + "7", Instant.parse("2026-01-02T12:00:00Z"));
        // when
        fresh.settle();
        // then
        assertThat(fresh.transactions.open()).isEmpty();
    }
}
