package io.millrace.platform.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One deployment, told one thing after another, by its annotation and in that order. */
class MisbehavingRuntimeIT {

    // One every half a second.
    private static final int MANY = 8;

    private static RunningRuntime runtime;
    private static KubernetesClient client;
    private static CountingDeployment deployment;

    @BeforeAll
    static void aJobThatRuns() {
        runtime = RunningRuntime.shared();
        client = runtime.controlPlane().adminClient();
        deployment =
                new CountingDeployment(runtime, client, runtime.controlPlane().freshNamespace("flink"));
        deployment.create();
        awaited().until(() -> deployment.isUp() && deployment.completedCheckpoints() > 0);
    }

    @AfterAll
    static void stop() {
        deployment.delete();
        awaited().until(() -> !deployment.exists());
        client.close();
    }

    private static ConditionFactory awaited() {
        return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
    }

    private static int observedGeneration() {
        return deployment.status().at("/observedGeneration").asInt();
    }

    @Test
    void it_does_what_it_is_told_and_recovers() {
        String jobId = deployment.jobId();

        // when
        deployment.misbehave("rest-error");
        // then
        awaited().until(() -> deployment.ask("/overview").statusCode() == 500);

        // when
        deployment.misbehave("rest-silent");
        // then
        awaited().untilAsserted(() -> assertThatThrownBy(() -> deployment.ask("/overview", Duration.ofSeconds(1)))
                .hasCauseInstanceOf(HttpTimeoutException.class));
        assertThat(deployment.isUp()).isTrue();

        // when
        ProcessHandle taskManager = deployment.process("taskmanager-1");
        deployment.misbehave("taskmanager-gone");
        // then
        awaited().until(() -> !taskManager.isAlive());
        awaited().until(() -> deployment.taskManagers() == 0);

        // when
        deployment.misbehave("savepoint-hangs");
        deployment.patch("{'spec':{'job':{'args':['150']}}}");
        // then
        awaited().until(() -> deployment.taskManagers() == 1 && deployment.isUp());
        // Another job would run long before so many have been completed.
        long completed = deployment.completedCheckpoints();
        awaited().until(() -> deployment.completedCheckpoints() > completed + MANY);
        assertThat(observedGeneration()).as("the generation that is in place").isEqualTo(1);
        assertThat(deployment.jobId()).isEqualTo(jobId);

        // when
        deployment.misbehave("savepoint-fails");
        // then
        awaited().until(() -> deployment.status().at("/error").asText().contains("told to fail by"));
        assertThat(deployment.isUp()).isTrue();

        // when
        deployment.misbehave("not-reconciled");
        deployment.patch("{'spec':{'job':{'args':['100']}}}");
        deployment.misbehave("job-crash-loops");
        // then
        awaited().until(() -> deployment.status().at("/error").asText().contains("back-off 10s"));

        // when
        deployment.misbehave("");
        // then
        awaited().until(() -> deployment.isUp() && observedGeneration() == 3);
        // One more crash while it was told to stop that is recovered from by a checkpoint of its own.
        assertThat(deployment.restoredFrom()).containsAnyOf("/savepoint-", "/" + deployment.jobId() + "/chk-");
    }
}
