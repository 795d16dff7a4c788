package io.millrace.platform.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One deployment, in whatever state and of whatever generation the test before has left it: running, that is all. */
class FlinkRuntimeIT {

    private static RunningRuntime runtime;
    private static KubernetesClient client;
    private static String namespace;
    private static CountingDeployment deployment;

    @BeforeAll
    static void start() {
        runtime = RunningRuntime.shared();
        client = runtime.controlPlane().adminClient();
        namespace = runtime.controlPlane().freshNamespace("flink");
        deployment = new CountingDeployment(runtime, client, namespace);
        deployment.create();
    }

    @AfterAll
    static void stop() {
        deployment.delete();
        awaited().until(() -> !deployment.exists());
        client.close();
    }

    @BeforeEach
    void aJobThatRuns() {
        awaitJob(deployment);
    }

    private static void awaitJob(CountingDeployment started) {
        awaited().until(started::isUp);
        awaited().until(() -> started.completedCheckpoints() > 0);
    }

    private static ConditionFactory awaited() {
        return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
    }

    @Test
    void a_deleted_deployment_leaves_nothing_behind() {
        // given
        String elsewhere = runtime.controlPlane().freshNamespace("flink");
        CountingDeployment another = new CountingDeployment(runtime, client, elsewhere);
        another.create();
        awaitJob(another);
        List<ProcessHandle> processes = List.of(another.process("jobmanager"), another.process("taskmanager-1"));
        assertThat(processes).allMatch(ProcessHandle::isAlive);
        // when
        another.delete();
        // then
        awaited().until(() -> !another.exists());
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(client.configMaps().inNamespace(elsewhere).list().getItems()).isEmpty();
        assertThat(another.ask("/overview").statusCode()).isEqualTo(404);
        assertThat(deployment.isUp()).isTrue();
    }

    @Test
    void a_killed_jobmanager_is_replaced_and_an_upgrade_by_last_state_goes_on_from_there() {
        // given
        String jobId = deployment.jobId();
        long started = deployment.startTime();
        // when
        deployment.process("jobmanager").destroyForcibly();
        // then
        awaited().until(() -> deployment.startTime() > started && deployment.isUp());
        assertThat(deployment.jobId()).isEqualTo(jobId);
        assertThat(deployment.restoredFrom()).contains(jobId + "/chk-");

        // when
        deployment.patch("{'spec':{'job':{'upgradeMode':'last-state','parallelism':2}}}");
        // then
        awaited().until(() -> deployment.isTakenUp() && deployment.isUp());
        assertThat(deployment.jobId()).isEqualTo(jobId);
        assertThat(deployment.restoredFrom()).contains(jobId + "/chk-");
        assertThat(deployment.status().at("/jobStatus/upgradeSavepointPath").asText())
                .isEqualTo("KUBERNETES_OPERATOR_LAST_STATE");
        assertThat(deployment.process("taskmanager-2").isAlive()).isTrue();
    }

    @Test
    void a_savepoint_that_a_user_asks_for_completes_beside_the_running_job_and_goes_with_its_resource() {
        // given
        CountingSnapshot savepoint = new CountingSnapshot(client, namespace, "by-hand", "savepoint");
        CountingSnapshot checkpoint = new CountingSnapshot(client, namespace, "by-hand-too", "checkpoint");
        // when
        savepoint.create();
        checkpoint.create();
        // then
        awaited()
                .until(() -> savepoint.state().equals("COMPLETED")
                        && checkpoint.state().equals("COMPLETED"));
        Path files = savepointFiles(savepoint.path());
        assertThat(files).exists();
        assertThat(checkpoint.path()).contains(deployment.jobId() + "/chk-");
        awaited().untilAsserted(() -> assertThat(savepoint.labels())
                .containsEntry("snapshot.state", "COMPLETED")
                .containsEntry("job-reference.name", "counting"));

        // when
        savepoint.delete();
        checkpoint.delete();
        // then
        awaited().until(() -> !savepoint.exists() && !checkpoint.exists());
        assertThat(files).doesNotExist();
        assertThat(deployment.isUp()).isTrue();
    }

    @Test
    void a_suspended_job_leaves_a_savepoint_and_resumes_from_it() {
        // when
        deployment.patch("{'spec':{'job':{'state':'suspended','upgradeMode':'savepoint'}}}");
        // then
        awaited().until(() -> lifecycle().equals("SUSPENDED"));
        JsonNode suspended = deployment.status();
        assertThat(suspended.at("/jobStatus/state").asText()).isEqualTo("FINISHED");
        assertThat(deployment.isTakenUp()).isTrue();
        String savepoint = suspended.at("/jobStatus/upgradeSavepointPath").asText();
        assertThat(savepointFiles(savepoint)).exists();
        // The snapshot is created first and gets its status by a second write.
        awaited().untilAsserted(() -> assertThat(
                        client.genericKubernetesResources("flink.apache.org/v1beta1", "FlinkStateSnapshot")
                                .inNamespace(namespace)
                                .list()
                                .getItems())
                .anySatisfy(snapshot ->
                        assertThat(snapshot.<String>get("status", "path")).isEqualTo(savepoint)));

        // when
        deployment.patch("{'spec':{'job':{'state':'running'}}}");
        // then
        awaited().until(deployment::isUp);
        assertThat(deployment.restoredFrom()).isEqualTo(savepoint);
        assertThat(deployment.jobId())
                .isNotEqualTo(suspended.at("/jobStatus/jobId").asText());
    }

    @Test
    void an_edit_of_the_spec_moves_the_job_through_a_savepoint() {
        // when
        deployment.patch("{'spec':{'job':{'args':['150'],'upgradeMode':'savepoint'}}}");
        // then
        awaited().until(() -> deployment.isTakenUp() && deployment.isUp());
        assertThat(deployment.restoredFrom())
                .isEqualTo(deployment
                        .status()
                        .at("/jobStatus/upgradeSavepointPath")
                        .asText())
                .contains("/savepoint-");
    }

    @Test
    void a_runtime_that_is_killed_takes_its_processes_along_and_its_successor_brings_the_job_back() {
        // given
        String jobId = deployment.jobId();
        long started = deployment.startTime();
        List<ProcessHandle> processes = List.of(deployment.process("jobmanager"), deployment.process("taskmanager-1"));
        // when
        runtime.kill();
        // then
        awaited().until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
        // when
        runtime.startAgain();
        // then
        awaited().until(() -> deployment.startTime() > started && deployment.isUp());
        assertThat(deployment.jobId()).isEqualTo(jobId);
        assertThat(deployment.restoredFrom()).contains(jobId + "/chk-");
    }

    @Test
    void a_runtime_that_is_killed_while_it_stops_a_job_loses_nothing() {
        // given
        List<Path> before = savepoints();
        // when
        deployment.patch("{'spec':{'job':{'state':'suspended','upgradeMode':'savepoint'}}}");
        awaited().until(() -> !before.containsAll(savepoints()));
        runtime.kill();
        runtime.startAgain();
        // then
        awaited().until(() -> lifecycle().equals("SUSPENDED"));
        String savepoint =
                deployment.status().at("/jobStatus/upgradeSavepointPath").asText();
        assertThat(savepointFiles(savepoint)).exists();
        deployment.patch("{'spec':{'job':{'state':'running'}}}");
        awaited().until(deployment::isUp);
        assertThat(deployment.restoredFrom()).isEqualTo(savepoint);
    }

    @Test
    void what_cannot_be_done_here_is_refused_and_the_job_runs_on() {
        // given
        String jobId = deployment.jobId();
        int generation = observedGeneration();
        // when
        deployment.patch("{'spec':{'mode':'standalone'}}");
        // then
        awaited()
                .untilAsserted(() -> assertThat(deployment.status().at("/error").asText())
                        .contains("supports spec.mode: native only, not standalone"));
        assertThat(deployment.isUp()).isTrue();
        assertThat(deployment.jobId()).isEqualTo(jobId);
        assertThat(observedGeneration()).isEqualTo(generation);

        // when
        deployment.patch("{'spec':{'mode':'native'}}");
        // then
        awaited()
                .untilAsserted(() ->
                        assertThat(deployment.status().at("/error").asText()).isEmpty());
        assertThat(deployment.jobId()).isEqualTo(jobId);
    }

    private static int observedGeneration() {
        return deployment.status().at("/observedGeneration").asInt();
    }

    private static String lifecycle() {
        return deployment.status().at("/lifecycleState").asText();
    }

    private static List<Path> savepoints() {
        Path folder = runtime.data().resolve(namespace).resolve("savepoints");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path savepointFiles(String savepoint) {
        return Path.of(URI.create(savepoint).getPath()).resolve("_metadata");
    }
}
