package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutOutcome;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutStage;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.operator.result.PipelineId;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A candidate whose beginning somebody is in the way of, and the end of its job. */
class CandidateStartLoopTest {

    private static final String ROLLOUT =
            "{\"strategy\": \"Canary\", \"promotion\": \"Manual\", \"force\": false, \"onDeadline\": \"Abort\","
                    + " \"compare\": {\"minRecords\": 100, \"maxDifference\": 0}%s}";

    private final World world = new World();
    private final PipelineId beside = world.id().in(Slot.CANARY);
    private String live = "";

    @BeforeEach
    void a_pipeline_that_runs() {
        set("");
        live = world.api.status().revision().current();
    }

    private void set(String more) {
        world.api.edit(spec -> Edits.with(spec, "rollout", ROLLOUT.formatted(more)));
        world.settle();
    }

    private void begin() {
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
    }

    private void giveUp() {
        set(", \"abort\": \"" + rollout().candidate() + "\"");
    }

    private PipelineStatus.Rollout rollout() {
        return world.api.status().rollout();
    }

    private void assertThatTheLiveJobAloneRuns() {
        assertThat(rollout().outcome()).isEqualTo(RolloutOutcome.ABORTED);
        assertThat(rollout().stage()).isEqualTo(RolloutStage.ENDED);
        assertThat(world.api.status().revision().current()).isEqualTo(live);
        assertThat(world.api.status().operation()).isNull();
        assertThat(world.flink.all()).containsOnlyKeys(world.id());
        assertThat(world.flink.history()).containsExactly("run " + live);
        assertThat(world.conditions()).containsEntry("JobRunning", "True Running");
    }

    @Test
    void a_live_job_that_was_away_for_a_moment_is_asked_for_another_savepoint() {
        // given
        world.savepoints.setSlow(true);
        begin();
        world.flink.breakJob(world.id());
        world.savepoints.abandon();
        world.settle();
        RolloutStage meanwhile = rollout().stage();
        // when
        world.savepoints.setSlow(false);
        world.flink.healJob(world.id());
        world.settle();
        // then
        assertThat(meanwhile).isEqualTo(RolloutStage.REHEARSING);
        assertThat(rollout().stage()).isEqualTo(RolloutStage.COMPARING);
        assertThat(rollout().outcome()).isNull();
        assertThat(world.savepoints.asked()).isEmpty();
    }

    @Test
    void a_live_job_that_stays_away_is_not_waited_for_without_an_end() {
        // given
        world.savepoints.setSlow(true);
        begin();
        world.flink.breakJob(world.id());
        world.savepoints.abandon();
        world.settle();
        // when
        world.pass(Duration.ofMinutes(11));
        world.settle();
        // then
        assertThat(rollout().outcome()).isEqualTo(RolloutOutcome.ABORTED);
        assertThat(rollout().message())
                .contains("cannot be started: no savepoint of the live job could be taken in time");
        assertThat(world.savepoints.asked()).isEmpty();
    }

    @Test
    void savepoints_that_nobody_may_ask_for_are_not_waited_for_without_an_end() {
        // given
        world.savepoints.setRefusing(true);
        begin();
        RolloutStage meanwhile = rollout().stage();
        // when
        world.pass(Duration.ofMinutes(11));
        world.settle();
        // then
        assertThat(meanwhile).isEqualTo(RolloutStage.REHEARSING);
        assertThatTheLiveJobAloneRuns();
        assertThat(rollout().message())
                .contains("cannot be started: no savepoint of the live job could be taken in time:"
                        + " FlinkStateSnapshot: exceeded quota");
    }

    @Test
    void a_request_that_nobody_looks_at_is_taken_back() {
        // given
        world.savepoints.setUnattended(true);
        begin();
        int meanwhile = world.savepoints.asked().size();
        // when
        world.pass(Duration.ofMinutes(11));
        world.settle();
        // then
        assertThat(meanwhile).isEqualTo(1);
        assertThatTheLiveJobAloneRuns();
        assertThat(world.savepoints.asked()).isEmpty();
    }

    @Test
    void a_job_that_the_api_server_does_not_take_is_not_waited_for_without_an_end() {
        // given
        world.flink.setRefusing(true);
        begin();
        RolloutStage meanwhile = rollout().stage();
        Map<String, String> conditions = world.conditions();
        // when
        world.pass(Duration.ofMinutes(11));
        world.settle();
        // then
        assertThat(meanwhile).isEqualTo(RolloutStage.REHEARSING);
        assertThat(conditions)
                .containsEntry("JobRunning", "True Running")
                .containsEntry("Progressing", "False KubernetesRefused");
        assertThatTheLiveJobAloneRuns();
        assertThat(rollout().message())
                .contains("could not be started within 10 minutes: FlinkDeployment: exceeded quota");
    }

    @Test
    void its_job_is_cancelled_before_its_deployment_goes_so_that_its_checkpoints_go_too() {
        // given
        begin();
        String job = jobOf(beside);
        String liveJob = jobOf(world.id());
        // when
        giveUp();
        // then
        assertThat(world.flink.cancelled()).containsExactly(job).doesNotContain(liveJob);
        assertThatItIsGone();
    }

    @Test
    void flink_that_does_not_answer_is_not_waited_for_without_an_end() {
        // given
        begin();
        world.flink.setRestAway(true);
        giveUp();
        RolloutStage meanwhile = rollout().stage();
        // when
        world.pass(Duration.ofMinutes(1).plusSeconds(1));
        world.settle();
        // then
        assertThat(meanwhile).isEqualTo(RolloutStage.ENDING);
        assertThat(world.flink.cancelled()).isEmpty();
        assertThatItIsGone();
    }

    private String jobOf(PipelineId pipeline) {
        return world.flink.look(pipeline).value().orElseThrow().jobId();
    }

    private void assertThatItIsGone() {
        assertThat(rollout().stage()).isEqualTo(RolloutStage.ENDED);
        assertThat(world.flink.all()).containsOnlyKeys(world.id());
    }
}
