package io.millrace.platform.flink.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the recordings do not show of the three upgrade modes, of falling back on another, and of the nonces. */
class UpgradeModesTest {

    private PretendResource app = new PretendResource(PretendResource.SPEC);

    private void runs() {
        app.settle();
        app.lines.clear();
    }

    private void waitsForItsJob() {
        runs();
        app.cluster.restartJob();
        app.settle();
        app.lines.clear();
    }

    @Test
    void an_upgrade_by_last_state_keeps_the_job_and_goes_on_from_its_latest_checkpoint() {
        // given
        runs();
        Optional<String> job = app.status().job().id();
        // when
        app.patchJob("{'args': ['150'], 'upgradeMode': 'last-state'}");
        app.settle();
        // then
        assertThat(app.status().job().id()).isEqualTo(job);
        assertThat(app.status().job().upgradeSavepointPath()).contains("KUBERNETES_OPERATOR_LAST_STATE");
        assertThat(app.cluster.starts).containsExactly("from nothing", "from its latest checkpoint");
        assertThat(app.snapshots).isEmpty();
    }

    @Test
    void a_savepoint_leaves_no_resource_behind_where_none_is_wanted() {
        // given
        app = new PretendResource(PretendResource.SPEC.replace(
                "'flinkConfiguration': {",
                "'flinkConfiguration': {'kubernetes.operator.snapshot.resource.enabled': 'false', "));
        runs();
        // when
        app.patchJob("{'args': ['150']}");
        app.settle();
        // then
        assertThat(app.cluster.starts).containsExactly("from nothing", "from file:///savepoints/savepoint-1");
        assertThat(app.snapshots).isEmpty();
    }

    @Test
    void a_job_suspended_by_last_state_resumes_with_it() {
        // given
        runs();
        // when
        app.patchJob("{'state': 'suspended', 'upgradeMode': 'last-state'}");
        app.settle();
        app.patchJob("{'state': 'running', 'upgradeMode': 'savepoint'}");
        app.settle();
        // then
        assertThat(app.lines)
                .containsSequence(
                        "SUSPENDED | JM MISSING | job FINISHED | DEPLOYED | generation 2",
                        "SUSPENDED | JM MISSING | job FINISHED | DEPLOYED | generation 3 behind",
                        "UPGRADING | JM MISSING | job FINISHED | UPGRADING | generation 3",
                        "DEPLOYED | JM DEPLOYING | job RECONCILING | DEPLOYED | generation 3 | path")
                .endsWith("STABLE | JM READY | job RUNNING | DEPLOYED | generation 3 | path");
        assertThat(app.cluster.starts).containsExactly("from nothing", "from its latest checkpoint");
    }

    @Test
    void without_state_another_job_starts_from_nothing() {
        // given
        runs();
        Optional<String> job = app.status().job().id();
        // when
        app.patchJob("{'args': ['150'], 'upgradeMode': 'stateless'}");
        app.settle();
        // then
        assertThat(app.lines)
                .startsWith(
                        "STABLE | JM READY | job RUNNING | DEPLOYED | generation 2 behind",
                        "UPGRADING | JM MISSING | job FINISHED | UPGRADING | generation 2",
                        "DEPLOYED | JM DEPLOYING | job RECONCILING | DEPLOYED | generation 2")
                .endsWith("STABLE | JM READY | job RUNNING | DEPLOYED | generation 2");
        assertThat(app.cluster.starts).containsExactly("from nothing", "from nothing");
        assertThat(app.status().job().id()).isNotEqualTo(job);
    }

    @Test
    void a_job_that_does_not_run_is_waited_for_when_last_state_will_not_do() {
        // given
        waitsForItsJob();
        // when
        app.patchJob("{'args': ['150']}");
        app.settle();
        // then
        assertThat(app.lines).containsExactly("STABLE | JM READY | job RESTARTING | DEPLOYED | generation 2 behind");
    }

    @Test
    void a_job_that_does_not_run_is_upgraded_by_last_state_when_that_will_do() {
        // given
        app = new PretendResource(
                PretendResource.SPEC.replace("fallback.enabled': 'false'", "fallback.enabled': 'true'"));
        waitsForItsJob();
        // when
        app.patchJob("{'args': ['150']}");
        app.settle();
        // then
        assertThat(app.cluster.starts).containsExactly("from nothing", "from its latest checkpoint");
        assertThat(app.lines).last().isEqualTo("STABLE | JM READY | job RUNNING | DEPLOYED | generation 2 | path");
    }

    @Test
    void a_restart_nonce_restarts_through_a_savepoint() {
        // given
        runs();
        // when
        app.patch("{'restartNonce': 1}");
        app.settle();
        // then
        assertThat(app.cluster.starts).containsExactly("from nothing", "from file:///savepoints/savepoint-1");
    }

    @Test
    void a_redeployment_drops_the_job_and_needs_to_know_where_to_start() {
        // given
        runs();
        // when
        app.patchJob("{'savepointRedeployNonce': 1}");
        app.settle();
        // then
        assertThat(app.status().error()).hasValueSatisfying(error -> assertThat(error)
                .contains("InitialSavepointPath must not be empty for savepoint redeployment"));
        assertThat(app.cluster.starts).hasSize(1);

        // when
        app.patchJob("{'initialSavepointPath': 'file:///savepoints/chosen'}");
        app.settle();
        // then
        assertThat(app.cluster.starts).containsExactly("from nothing", "from file:///savepoints/chosen");
        assertThat(app.lines).last().isEqualTo("STABLE | JM READY | job RUNNING | DEPLOYED | generation 3 | path");
        assertThat(app.snapshots).isEmpty();
    }

    @Test
    void a_redeployment_that_was_made_once_is_not_made_again() {
        // given
        runs();
        app.patchJob("{'savepointRedeployNonce': 1, 'initialSavepointPath': 'file:///savepoints/chosen'}");
        app.settle();
        // when
        app.patchJob("{'savepointRedeployNonce': null}");
        app.settle();
        // then
        assertThat(app.cluster.starts).containsExactly("from nothing", "from file:///savepoints/chosen");
        assertThat(app.lines).last().isEqualTo("STABLE | JM READY | job RUNNING | DEPLOYED | generation 3 | path");
    }

    @Test
    void what_flink_stored_being_gone_a_job_is_not_started_from_nothing() {
        // given
        runs();
        app.patchJob("{'state': 'suspended', 'upgradeMode': 'last-state'}");
        app.settle();
        app.cluster.forgetWhatFlinkStored();
        // when
        app.patchJob("{'state': 'running'}");
        app.settle();
        // then
        assertThat(app.lines)
                .last()
                .isEqualTo(
                        "UPGRADING | JM MISSING | job FINISHED | UPGRADING | generation 3 | RecoveryFailureException");
        assertThat(app.cluster.starts).hasSize(1);
    }
}
