package io.millrace.job.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.PipelineDefinition;
import io.millrace.job.Definitions;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {

    private static final PipelineDefinition LIVE = Definitions.pipeline(List.of(), List.of(), List.of());

    // The second is what the Flink Kubernetes operator writes where high availability knows the last checkpoint.
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"KUBERNETES_LAST_STATE", "file:/no/such/savepoint"})
    void without_a_snapshot_that_can_be_read_there_is_no_cut_but_the_kept_one(String path) {
        // given
        Configuration settings = new Configuration();
        if (path != null) {
            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, path);
        }

        // when, then
        assertThat(Snapshot.of(settings, LIVE)).isEqualTo(Snapshot.MISSING);
    }
}
