package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.api.v1alpha1.PipelineStatus.Phase;
import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.operator.jobs.JobState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody with kubectl changes the FlinkDeployment: it is put back or reported, and there is never a second job. */
class HandEditsLoopTest {

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

    private static JobState.Spec stopped(JobState.Spec spec) {
        return new JobState.Spec(spec.revision(), false);
    }

    private static JobState.Spec withoutLabel(JobState.Spec spec) {
        return new JobState.Spec("", spec.running());
    }

    @Test
    void a_job_that_was_stopped_goes_on_from_where_it_stopped() {
        // when
        world.flink.editByHand(world.id(), HandEditsLoopTest::stopped);
        world.flink.progress();
        world.settle();
        // then
        String path = savepoints().get(0).path();
        assertThat(world.flink.history())
                .containsExactly("run " + first, "stop " + first + " at " + path, "run " + first + " from " + path);
        assertThat(world.events)
                .anyMatch(event -> event.startsWith("SavepointTaken: revision " + first + " stopped at " + path));
        assertThat(world.savepoints.records()).containsKey(savepoints().get(0).name());
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void one_that_has_not_stopped_yet_is_waited_for() {
        // given
        world.flink.setStuck(true);
        // when
        world.flink.editByHand(world.id(), HandEditsLoopTest::stopped);
        world.settle();
        world.flink.setStuck(false);
        world.settle();
        // then
        assertThat(world.flink.history())
                .last()
                .isEqualTo("run " + first + " from " + savepoints().get(0).path());
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void one_that_cannot_be_stopped_is_asked_to_run_on() {
        // given
        world.flink.setStuck(true);
        world.flink.editByHand(world.id(), HandEditsLoopTest::stopped);
        world.settle();
        // when
        world.pass(Duration.ofMinutes(11));
        world.settle();
        // then
        assertThat(world.flink.history()).containsExactly("run " + first);
        assertThat(world.flink.look(world.id()).value().orElseThrow().asked().running())
                .isTrue();
        assertThat(world.events)
                .anyMatch(event ->
                        event.startsWith("RollingBack: the job does not stop with a savepoint within 10 minutes")
                                && event.endsWith("revision " + first + " runs on"));
    }

    @Test
    void a_label_that_is_gone_stops_no_upgrade_and_the_savepoint_is_known_by_the_revision_in_place() {
        // given
        world.flink.editByHand(world.id(), HandEditsLoopTest::withoutLabel);
        world.settle();
        Map<String, String> meanwhile = world.conditions();
        // when
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
        // then
        assertThat(meanwhile).containsEntry("Ready", "True Running");
        assertThat(savepoints().get(0).revision()).isEqualTo(first);
        assertThat(savepoints().get(0).name()).startsWith(first + "-2026");
        assertThat(current()).startsWith("2-");
        assertThat(world.flink.history())
                .last()
                .isEqualTo("run " + current() + " from " + savepoints().get(0).path());
        assertThat(world.flink.all()).hasSize(1);
    }

    @Test
    void an_owner_that_is_gone_is_reported_and_the_job_is_left_alone_until_it_is_back() {
        // given
        int effects = world.writes() - world.api.statusWrites();
        // when
        world.flink.setForeign(true);
        world.api.edit(spec -> Edits.with(spec, "restartNonce", "7"));
        world.settle();
        Map<String, String> stripped = world.conditions();
        String told = world.message("Ready");
        int meanwhile = world.writes() - world.api.statusWrites();
        world.flink.setForeign(false);
        world.settle();
        // then
        assertThat(stripped)
                .containsEntry("JobRunning", "False ResourceConflict")
                .containsEntry("Ready", "False Restarting");
        assertThat(told).contains("belongs to somebody else");
        assertThat(meanwhile).isEqualTo(effects);
        assertThat(world.flink.history()).hasSize(3);
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
        assertThat(world.flink.all()).hasSize(1);
    }

    @Test
    void a_job_that_was_stopped_without_a_savepoint_goes_on_from_the_one_that_is_named() {
        // given
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
        Savepoint kept = savepoints().get(0);
        world.flink.loseSavepoint(world.id());
        world.settle();
        world.restart();
        world.settle();
        Map<String, String> stopped = world.conditions();
        int runs = world.flink.history().size();
        // when
        world.api.edit(spec -> Edits.with(spec, "restore", "{\"savepoint\": \"" + kept.name() + "\", \"nonce\": 1}"));
        world.settle();
        // then
        assertThat(stopped).containsEntry("JobRunning", "False JobMissing").containsEntry("Ready", "False JobMissing");
        assertThat(world.flink.history()).hasSize(runs + 1);
        assertThat(world.flink.history()).last().isEqualTo("run " + current() + " from " + kept.path());
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.Stop.class,
            names = {"NOTHING", "LAST_STATE"})
    void the_savepoint_of_an_earlier_stop_is_not_where_it_was_stopped_without_one(JobState.Stop how) {
        // given
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
        List<Savepoint> kept = savepoints();
        // when
        world.flink.stopByHand(world.id(), how);
        world.flink.progress();
        world.settle();
        // then
        assertThat(world.flink.history()).last().isEqualTo("stop " + current() + " without a savepoint");
        assertThat(savepoints()).isEqualTo(kept);
        assertThat(world.conditions()).containsEntry("JobRunning", "False JobMissing");
    }

    static Stream<Named<Consumer<World>>> meanwhile() {
        return Stream.of(
                named("nothing else is asked for", world -> {}),
                named("a restart is asked for", world -> {
                    world.api.edit(spec -> Edits.with(spec, "restartNonce", "7"));
                    world.settle();
                }),
                named("another revision is asked for", world -> {
                    world.api.edit(spec -> Edits.withRule(spec, "kind = 'like'"));
                    world.settle();
                }));
    }

    @ParameterizedTest
    @MethodSource("meanwhile")
    void one_that_ends_without_a_savepoint_while_it_is_waited_for_goes_on_from_the_one_that_is_named(
            Consumer<World> meanwhile) {
        // given
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
        Savepoint kept = savepoints().get(0);
        world.flink.setStuck(true);
        world.flink.stopByHand(world.id(), JobState.Stop.NOTHING);
        world.settle();
        OperationType waiting = world.api.status().operation().type();
        world.flink.setStuck(false);
        world.settle();
        meanwhile.accept(world);
        int runs = world.flink.history().size();
        // when
        world.api.edit(spec -> Edits.with(spec, "restore", "{\"savepoint\": \"" + kept.name() + "\", \"nonce\": 1}"));
        world.settle();
        // then
        assertThat(waiting).isEqualTo(OperationType.RESTART);
        assertThat(world.flink.history()).hasSize(runs + 1);
        assertThat(world.flink.history()).last().isEqualTo("run " + current() + " from " + kept.path());
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @ParameterizedTest
    @MethodSource("meanwhile")
    void one_that_was_stopped_without_a_savepoint_goes_on_from_the_one_that_is_named_whatever_is_asked_for_first(
            Consumer<World> meanwhile) {
        // given
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
        Savepoint kept = savepoints().get(0);
        world.flink.loseSavepoint(world.id());
        world.settle();
        meanwhile.accept(world);
        int runs = world.flink.history().size();
        // when
        world.api.edit(spec -> Edits.with(spec, "restore", "{\"savepoint\": \"" + kept.name() + "\", \"nonce\": 1}"));
        world.settle();
        // then
        assertThat(world.flink.history()).hasSize(runs + 1);
        assertThat(world.flink.history()).last().isEqualTo("run " + current() + " from " + kept.path());
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @ParameterizedTest
    @MethodSource("meanwhile")
    void one_that_was_stopped_in_mode_last_state_goes_on_without_loss_once_it_is_set_running_again(
            Consumer<World> meanwhile) {
        // given
        world.flink.setStuck(true);
        world.flink.stopByHand(world.id(), JobState.Stop.LAST_STATE);
        world.settle();
        world.flink.setStuck(false);
        world.settle();
        meanwhile.accept(world);
        String told = world.message("JobRunning");
        // when
        world.flink.editByHand(world.id(), spec -> new JobState.Spec(spec.revision(), true));
        world.settle();
        // then
        assertThat(told)
                .contains("set spec.job.state of the FlinkDeployment to running")
                .doesNotContain("spec.restore");
        assertThat(world.flink.history())
                .startsWith("run " + first, "stop " + first + " without a savepoint")
                .element(2)
                .asString()
                .startsWith("run " + first + " from the last checkpoint of job-");
        assertThat(world.flink.history().subList(3, world.flink.history().size()))
                .allMatch(entry -> entry.contains(" at file:") || entry.contains(" from file:"));
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @Test
    void one_without_any_savepoint_is_started_from_the_beginning_once_its_deployment_is_deleted() {
        // given
        world.flink.setStuck(true);
        world.flink.stopByHand(world.id(), JobState.Stop.NOTHING);
        world.settle();
        world.flink.setStuck(false);
        world.settle();
        String told = world.message("JobRunning");
        // when
        world.flink.deleteByHand(world.id());
        world.settle();
        world.api.edit(spec -> Edits.with(spec, "suspend", "true"));
        world.settle();
        world.api.edit(spec -> Edits.with(spec, "suspend", "false"));
        world.settle();
        // then
        assertThat(told)
                .contains("status.savepoints has none either")
                .contains("delete the FlinkDeployment and set spec.suspend to true and then to false");
        assertThat(world.flink.history())
                .containsExactly("run " + first, "stop " + first + " without a savepoint", "run " + first);
        assertThat(world.conditions()).containsEntry("Ready", "True Running");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void one_that_is_to_be_suspended_is_however_it_was_stopped(boolean isWaitedFor) {
        // given
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
        world.flink.setStuck(isWaitedFor);
        world.flink.stopByHand(world.id(), JobState.Stop.NOTHING);
        if (isWaitedFor) {
            world.settle();
            world.flink.setStuck(false);
        }
        world.flink.progress();
        world.settle();
        // when
        world.api.edit(spec -> Edits.with(spec, "suspend", "true"));
        world.settle();
        Phase suspended = world.api.status().phase();
        world.api.edit(spec -> Edits.with(spec, "suspend", "false"));
        world.settle();
        // then
        assertThat(suspended).isEqualTo(Phase.SUSPENDED);
        assertThat(world.flink.history()).last().isEqualTo("stop " + current() + " without a savepoint");
        assertThat(world.message("JobRunning")).contains("name one of status.savepoints in spec.restore");
    }

    @Test
    void a_deletion_is_forced_although_the_job_was_stopped_without_a_savepoint() {
        // given
        world.flink.loseSavepoint(world.id());
        world.api.delete();
        world.settle();
        boolean early = world.isGone();
        String told = world.message("DeletionBlocked");
        // when
        world.api.edit(spec -> Edits.with(spec, "deletion", "{\"savepoint\": false}"));
        world.settle();
        // then
        assertThat(early).isFalse();
        assertThat(told)
                .isEqualTo("the job was stopped without a savepoint, so there is none to keep; "
                        + "set spec.deletion.savepoint to false to delete the pipeline without a last savepoint");
        assertThat(world.isGone()).isTrue();
        assertThat(world.flink.all()).isEmpty();
    }
}
