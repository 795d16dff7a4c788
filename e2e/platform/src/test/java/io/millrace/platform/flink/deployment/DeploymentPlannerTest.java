package io.millrace.platform.flink.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeploymentPlannerTest {

    private PretendResource app = new PretendResource(PretendResource.SPEC);

    private void runs() {
        app.settle();
        app.lines.clear();
    }

    @Test
    void create_and_delete() {
        // when
        app.settle();
        // then
        assertThat(app.lines)
                .containsExactly(
                        "UPGRADING | JM MISSING | job - | UPGRADING | generation 1",
                        "DEPLOYED | JM DEPLOYING | job RECONCILING | DEPLOYED | generation 1",
                        "DEPLOYED | JM DEPLOYED_NOT_READY | job RECONCILING | DEPLOYED | generation 1",
                        "DEPLOYED | JM READY | job CREATED | DEPLOYED | generation 1",
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 1");

        // when
        app.lines.clear();
        app.delete();
        app.settle();
        // then
        assertThat(app.lines)
                .containsExactly("STABLE | JM READY | job RUNNING | DEPLOYED | generation 2 behind | deleting");
        assertThat(app.isGone()).isTrue();
        assertThat(app.cluster.taskManagers()).isZero();
    }

    @Test
    void upgrade_by_savepoint_in_one_edit() {
        // given
        runs();
        // when
        app.patchJob("{'args': ['150']}");
        app.settle();
        // then
        assertThat(app.lines)
                .containsExactly(
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 2 behind",
                        "UPGRADING | JM READY | job FINISHED | UPGRADING | generation 2 | path",
                        "UPGRADING | JM MISSING | job FINISHED | UPGRADING | generation 2 | path",
                        "DEPLOYED | JM DEPLOYING | job RECONCILING | DEPLOYED | generation 2 | path",
                        "DEPLOYED | JM DEPLOYED_NOT_READY | job RECONCILING | DEPLOYED | generation 2 | path",
                        "DEPLOYED | JM READY | job CREATED | DEPLOYED | generation 2 | path",
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 2 | path");
        assertThat(app.cluster.starts).containsExactly("from nothing", "from file:///savepoints/savepoint-1");
        assertThat(app.snapshots).containsExactly("file:///savepoints/savepoint-1");
    }

    @Test
    void upgrade_in_two_edits() {
        // given
        runs();
        String firstJob = app.status().job().id().orElseThrow();
        // when
        app.patchJob("{'state': 'suspended'}");
        app.settle();
        app.patchJob("{'state': 'running', 'args': ['150']}");
        app.settle();
        // then
        assertThat(app.lines)
                .containsExactly(
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 2 behind",
                        "SUSPENDED | JM READY | job FINISHED | DEPLOYED | generation 2 | path",
                        "SUSPENDED | JM READY | job FINISHED | DEPLOYED | generation 3 behind | path",
                        "UPGRADING | JM READY | job FINISHED | UPGRADING | generation 3 | path",
                        "UPGRADING | JM MISSING | job FINISHED | UPGRADING | generation 3 | path",
                        "DEPLOYED | JM DEPLOYING | job RECONCILING | DEPLOYED | generation 3 | path",
                        "DEPLOYED | JM DEPLOYED_NOT_READY | job RECONCILING | DEPLOYED | generation 3 | path",
                        "DEPLOYED | JM READY | job CREATED | DEPLOYED | generation 3 | path",
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 3 | path");
        assertThat(app.status().job().id()).isPresent().isNotEqualTo(Optional.of(firstJob));
        assertThat(app.cluster.starts).containsExactly("from nothing", "from file:///savepoints/savepoint-1");
    }

    @Test
    void created_suspended_shows_no_status_until_it_is_to_run() {
        // given
        app = new PretendResource(PretendResource.SPEC.replace("'running'", "'suspended'"));
        // when
        app.settle();
        // then
        assertThat(app.statusJson().isMissingNode()).isTrue();

        // when
        app.patchJob("{'state': 'running'}");
        app.settle();
        // then
        assertThat(app.lines)
                .startsWith("UPGRADING | JM MISSING | job - | UPGRADING | generation 2")
                .endsWith("STABLE | JM READY | job RUNNING | DEPLOYED | generation 2");
    }

    @Test
    void an_edit_that_needs_no_restart_is_only_taken_note_of() {
        // given
        runs();
        // when
        app.patchJob("{'allowNonRestoredState': true, 'initialSavepointPath': 'file:///other'}");
        app.settle();
        // then
        assertThat(app.lines)
                .containsExactly(
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 2 behind",
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 2");
        assertThat(app.cluster.starts).hasSize(1);
    }

    @Test
    void a_fork_starts_from_its_initial_savepoint() {
        // given
        app = new PretendResource(PretendResource.SPEC.replace(
                "'state'", "'initialSavepointPath': 'file:///savepoints/of-app', 'state'"));
        // when
        app.settle();
        // then
        assertThat(app.lines)
                .startsWith("UPGRADING | JM MISSING | job - | UPGRADING | generation 1 | path")
                .endsWith("STABLE | JM READY | job RUNNING | DEPLOYED | generation 1 | path");
        assertThat(app.cluster.starts).containsExactly("from file:///savepoints/of-app");
    }

    @Test
    void an_invalid_spec_is_refused_while_the_job_runs_on() {
        // given
        runs();
        // when
        app.patchJob("{'parallelism': 0}");
        app.settle();
        app.patchJob("{'parallelism': 1}");
        app.settle();
        // then
        assertThat(app.lines)
                .containsExactly(
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 2 behind",
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 2 behind | ValidationException",
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 3 behind | ValidationException",
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 3");
        assertThat(app.cluster.starts).hasSize(1);
    }

    @Test
    void a_savepoint_that_fails_is_tried_again_while_the_old_job_runs_on() {
        // given
        runs();
        app.cluster.savepointsFail = true;
        // when
        app.patchJob("{'args': ['150']}");
        app.settle();
        app.later(Duration.ofSeconds(15));
        app.settle();
        app.cluster.savepointsFail = false;
        app.later(Duration.ofSeconds(15));
        app.settle();
        // then
        assertThat(app.lines)
                .startsWith(
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 2 behind",
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 2 behind | UpgradeFailureException",
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 2 behind",
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 2 behind | UpgradeFailureException",
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 2 behind",
                        "UPGRADING | JM READY | job FINISHED | UPGRADING | generation 2 | path")
                .endsWith("STABLE | JM READY | job RUNNING | DEPLOYED | generation 2 | path");
    }

    @Test
    void a_savepoint_that_failed_for_one_edit_is_tried_at_once_for_the_next() {
        // given
        runs();
        app.cluster.savepointsFail = true;
        app.patchJob("{'args': ['150']}");
        app.settle();
        // when
        app.cluster.savepointsFail = false;
        app.patchJob("{'args': ['100']}");
        app.settle();
        // then
        assertThat(app.cluster.starts).containsExactly("from nothing", "from file:///savepoints/savepoint-1");
    }

    @Test
    void a_job_that_cannot_start_flaps_until_the_spec_is_put_right() {
        // given
        runs();
        // when
        app.patchJob("{'entryClass': 'no.Such'}");
        app.settle();
        app.later(Duration.ofSeconds(10));
        app.settle();
        app.patchJob("{'entryClass': 'io.millrace.flink.CountingJob'}");
        app.settle();
        // then
        assertThat(app.lines)
                .containsExactly(
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 2 behind",
                        "UPGRADING | JM READY | job FINISHED | UPGRADING | generation 2 | path",
                        "UPGRADING | JM MISSING | job FINISHED | UPGRADING | generation 2 | path",
                        "DEPLOYED | JM DEPLOYING | job RECONCILING | DEPLOYED | generation 2 | path",
                        "DEPLOYED | JM ERROR | job RECONCILING | DEPLOYED | generation 2 | path | DeploymentFailedException",
                        "DEPLOYED | JM DEPLOYING | job RECONCILING | DEPLOYED | generation 2 | path"
                                + " | DeploymentFailedException",
                        "DEPLOYED | JM ERROR | job RECONCILING | DEPLOYED | generation 2 | path | DeploymentFailedException",
                        "DEPLOYED | JM ERROR | job RECONCILING | DEPLOYED | generation 3 behind | path"
                                + " | DeploymentFailedException",
                        "UPGRADING | JM MISSING | job FINISHED | UPGRADING | generation 3 | path",
                        "DEPLOYED | JM DEPLOYING | job RECONCILING | DEPLOYED | generation 3 | path",
                        "DEPLOYED | JM DEPLOYED_NOT_READY | job RECONCILING | DEPLOYED | generation 3 | path",
                        "DEPLOYED | JM READY | job CREATED | DEPLOYED | generation 3 | path",
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 3 | path");
        assertThat(app.cluster.starts)
                .startsWith("from nothing")
                .endsWith("from file:///savepoints/savepoint-1")
                .containsOnly("from nothing", "from file:///savepoints/savepoint-1");
    }

    @Test
    void a_killed_jobmanager_comes_back_with_the_same_job() {
        // given
        runs();
        Optional<String> job = app.status().job().id();
        // when
        app.cluster.killJobManager();
        app.settle();
        // then
        assertThat(app.lines)
                .containsExactly(
                        "STABLE | JM DEPLOYED_NOT_READY | job RECONCILING | DEPLOYED | generation 1",
                        "STABLE | JM READY | job CREATED | DEPLOYED | generation 1",
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 1");
        assertThat(app.status().job().id()).isEqualTo(job);
        assertThat(app.cluster.starts).containsExactly("from nothing", "from its latest checkpoint");
    }

    @Test
    void a_jobmanager_whose_successor_does_not_come_up_is_missed() {
        // given
        runs();
        app.annotate("image-missing");
        // when
        app.cluster.killJobManager();
        app.settle();
        // then
        assertThat(app.lines).isEmpty();

        // when
        app.later(Duration.ofSeconds(25));
        app.settle();
        // then
        assertThat(app.lines).containsExactly("STABLE | JM DEPLOYING | job RECONCILING | DEPLOYED | generation 1");
    }

    @Test
    void a_restart_of_the_job_shows_when_it_lasts() {
        // given
        runs();
        // when
        app.cluster.killTaskManagers();
        app.settle();
        // then
        assertThat(app.lines).isEmpty();
        assertThat(app.cluster.taskManagers()).isEqualTo(1);

        // when
        app.cluster.restartJob();
        app.later(Duration.ofSeconds(3));
        app.settle();
        // then
        assertThat(app.lines).containsExactly("STABLE | JM READY | job RESTARTING | DEPLOYED | generation 1");
    }

    @Test
    void a_config_map_that_is_not_there_yet_shows_as_an_error_and_heals() {
        // given
        app.cluster.missingConfigMap = Optional.of("app-1-abc");
        // when
        app.settle();
        // then
        assertThat(app.lines)
                .last()
                .isEqualTo(
                        "DEPLOYED | JM ERROR | job RECONCILING | DEPLOYED | generation 1 | DeploymentFailedException");

        // when
        app.lines.clear();
        app.cluster.missingConfigMap = Optional.empty();
        app.settle();
        // then
        assertThat(app.lines)
                .containsExactly(
                        "DEPLOYED | JM DEPLOYED_NOT_READY | job RECONCILING | DEPLOYED | generation 1"
                                + " | DeploymentFailedException",
                        "DEPLOYED | JM READY | job CREATED | DEPLOYED | generation 1 | DeploymentFailedException",
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 1");
    }

    @Test
    void a_job_that_failed_for_good_shows_so_and_is_not_started_again() {
        // given
        runs();
        // when
        app.cluster.failJob();
        app.settle();
        // then
        assertThat(app.lines).containsExactly("FAILED | JM READY | job FAILED | DEPLOYED | generation 1");
        assertThat(app.cluster.taskManagers()).isZero();
        assertThat(app.cluster.starts).hasSize(1);
    }
}
