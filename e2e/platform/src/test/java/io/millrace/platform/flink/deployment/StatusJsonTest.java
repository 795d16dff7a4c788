package io.millrace.platform.flink.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusJsonTest {

    private static final DeploymentKey KEY = new DeploymentKey("shop", "app");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final DeploymentStatus RUNNING = new DeploymentStatus(
            JobManagerState.READY,
            new JobStatus(
                    Optional.of("5a2d"),
                    Optional.of(JobState.RUNNING),
                    Optional.of("counting"),
                    Optional.of(7L),
                    Optional.of("file:/savepoints/1")),
            Reconciliation.NONE
                    .deployed(RecordedSpec.suspended(
                                    PretendResource.json(
                                            "{'flinkConfiguration': {'taskmanager.numberOfTaskSlots': '2'},"
                                                    + " 'job': {'parallelism': 3}}"),
                                    UpgradeMode.SAVEPOINT,
                                    true)
                            .running())
                    .stable(),
            Optional.empty(),
            4,
            Map.of("flink-version", "2.2.0"));

    @Test
    void it_has_the_shape_that_the_operator_writes() {
        // when
        JsonNode json = StatusJson.write(KEY, RUNNING, MissingNode.getInstance(), NOW);
        // then
        ObjectNode reconciliation = (ObjectNode) json.get("reconciliationStatus");
        assertThat(PretendResource.json(
                        reconciliation.remove("lastReconciledSpec").asText()))
                .isEqualTo(
                        PretendResource.json(
                                """
                                {'spec': {'flinkConfiguration': {'taskmanager.numberOfTaskSlots': '2'},
                                          'job': {'parallelism': 3, 'state': 'running', 'upgradeMode': 'savepoint'}},
                                 'resource_metadata': {'apiVersion': 'flink.apache.org/v1beta1', 'firstDeployment': true}}
                                """));
        assertThat(reconciliation.remove("lastStableSpec").asText())
                .contains("'firstDeployment':true".replace('\'', '"'));
        assertThat(PretendResource.json(json.toString()))
                .isEqualTo(
                        PretendResource.json(
                                """
                                {'clusterInfo': {'flink-version': '2.2.0'},
                                 'conditions': [{'lastTransitionTime': '2026-01-01T00:00:00Z', 'message': 'Job status RUNNING',
                                                 'reason': 'Running', 'status': 'True', 'type': 'Running'}],
                                 'jobManagerDeploymentStatus': 'READY',
                                 'jobStatus': {'jobId': '5a2d', 'jobName': 'counting', 'startTime': '7', 'state': 'RUNNING',
                                               'updateTime': '1767225600000', 'upgradeSavepointPath': 'file:/savepoints/1'},
                                 'lifecycleState': 'STABLE',
                                 'observedGeneration': 4,
                                 'reconciliationStatus': {'reconciliationTimestamp': 1767225600000, 'state': 'DEPLOYED'},
                                 'taskManager': {'labelSelector': 'component=taskmanager,app=app', 'replicas': 2}}
                                """));
    }

    @Test
    void what_is_written_reads_back() {
        assertThat(StatusJson.read(StatusJson.write(KEY, RUNNING, MissingNode.getInstance(), NOW)))
                .isEqualTo(RUNNING);
    }

    @Test
    void a_condition_keeps_its_time_until_it_turns() {
        // given
        JsonNode first = StatusJson.write(KEY, RUNNING, MissingNode.getInstance(), NOW);
        DeploymentStatus restarting = RUNNING.with(RUNNING.job().withState(JobState.RESTARTING));
        DeploymentStatus created = RUNNING.with(RUNNING.job().withState(JobState.CREATED));
        // when
        JsonNode second = StatusJson.write(KEY, restarting, first, NOW.plusSeconds(1));
        JsonNode third = StatusJson.write(KEY, created, second, NOW.plusSeconds(2));
        // then
        assertThat(second.at("/conditions/0/lastTransitionTime").asText()).isEqualTo("2026-01-01T00:00:01Z");
        assertThat(third.at("/conditions/0/lastTransitionTime").asText()).isEqualTo("2026-01-01T00:00:01Z");
        assertThat(third.at("/conditions/0/reason").asText()).isEqualTo("Created");
    }

    @Test
    void no_status_reads_as_none() {
        assertThat(StatusJson.read(MissingNode.getInstance())).isEqualTo(DeploymentStatus.NONE);
    }
}
