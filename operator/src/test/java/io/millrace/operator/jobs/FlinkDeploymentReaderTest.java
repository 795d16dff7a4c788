package io.millrace.operator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.millrace.operator.result.PipelineId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlinkDeploymentReaderTest {

    private static final PipelineId PIPELINE = new PipelineId("shop", "totals", "uid-1");

    /** As the Flink Kubernetes operator 1.15.0 was seen to write it: the path is that of an earlier stop. */
    private static GenericKubernetesResource recorded(String state, String mode, String path) {
        GenericKubernetesResource deployment = new GenericKubernetesResource();
        deployment.setMetadata(
                new ObjectMetaBuilder().withUid("uid-2").withGeneration(4L).build());
        deployment.setAdditionalProperty(
                "spec", Map.of("job", Map.of("state", state, "upgradeMode", mode, "parallelism", 1)));
        String spec = """
                {"spec": {"job": {"state": "%s", "upgradeMode": "%s", "parallelism": 1}}}"""
                .formatted(state, mode);
        String lifecycle = state.equals("suspended") ? "SUSPENDED" : "STABLE";
        String jobState = state.equals("suspended") ? "FINISHED" : "RUNNING";
        deployment.setAdditionalProperty(
                "status",
                Map.of(
                        "lifecycleState",
                        lifecycle,
                        "observedGeneration",
                        4,
                        "reconciliationStatus",
                        Map.of("lastReconciledSpec", spec, "state", "DEPLOYED"),
                        "jobStatus",
                        Map.of("state", jobState, "upgradeSavepointPath", path)));
        return deployment;
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    # state,   mode,       path in the status,             how it was stopped, where
                    suspended, savepoint,  file:/sp/one,                   SAVEPOINT,  file:/sp/one
                    suspended, savepoint,  KUBERNETES_OPERATOR_LAST_STATE, SAVEPOINT,  -
                    suspended, stateless,  file:/sp/one,                   NOTHING,    -
                    suspended, last-state, file:/sp/one,                   LAST_STATE, -
                    suspended, not-yet,    file:/sp/one,                   NOTHING,    -
                    running,   savepoint,  file:/sp/one,                   -,          file:/sp/one
                    running,   last-state, KUBERNETES_OPERATOR_LAST_STATE, -,          -
                    """)
    void the_path_of_an_earlier_stop_is_not_where_the_job_was_stopped(
            String state, String mode, String path, JobState.Stop stop, String where) {
        // when
        JobState job = FlinkDeploymentReader.read(PIPELINE, recorded(state, mode, path));
        // then
        assertThat(job.stop()).isEqualTo(Optional.ofNullable(stop));
        assertThat(job.savepointPath()).isEqualTo(Optional.ofNullable(where));
        assertThat(job.isStoppedWithoutSavepoint()).isEqualTo(state.equals("suspended") && where == null);
    }
}
