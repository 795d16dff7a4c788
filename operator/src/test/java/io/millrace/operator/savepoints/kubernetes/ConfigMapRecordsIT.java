package io.millrace.operator.savepoints.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.api.v1alpha1.PipelineStatus.SavepointCause;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.savepoints.SavepointRecord;
import io.millrace.operator.savepoints.SavepointRecords.Holder;
import io.millrace.platform.ControlPlaneAccess;
import io.millrace.platform.shared.SharedPlatform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Under the rules that the chart ships. */
class ConfigMapRecordsIT {

    private static final ControlPlaneAccess CONTROL_PLANE = SharedPlatform.get().controlPlane();
    private static final KubernetesClient CLIENT = CONTROL_PLANE.operatorClient();
    private static final KubernetesClient SOMEBODY = CONTROL_PLANE.adminClient();
    private static final String NAMESPACE = CONTROL_PLANE.freshNamespace("records");
    private static final String NAME = "1-3fa9c1d2-20260101t120000";

    private final PipelineId pipeline =
            new PipelineId(NAMESPACE, "totals-" + shortly(), UUID.randomUUID().toString());
    private final ConfigMapRecords records = new ConfigMapRecords(CLIENT);

    @AfterAll
    static void disconnect() {
        CLIENT.close();
        SOMEBODY.close();
    }

    private static String shortly() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    private SavepointRecord savepoint() {
        Savepoint savepoint = new Savepoint(
                NAME, "file:/state/1", "1-3fa9c1d2", "job-1", SavepointCause.STOP, "2026-01-01T12:00:00Z", null);
        return new SavepointRecord(pipeline, savepoint, "v2_2", "default", Optional.empty(), List.of(), Map.of());
    }

    private Map<String, Holder> holders() {
        return records.holders(pipeline, List.of(NAME, "2-0a1b2c3d-20260101t130000"));
    }

    private ConfigMap configMap() {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(pipeline.name() + "-savepoint-" + NAME)
                .endMetadata()
                .build();
    }

    @Test
    void what_was_kept_is_the_pipelines() {
        // when
        records.keep(pipeline, savepoint());
        records.keep(pipeline, savepoint());
        // then
        assertThat(holders()).isEqualTo(Map.of(NAME, Holder.PIPELINE));
    }

    @Test
    void it_is_when_it_has_lost_its_labels_and_it_can_be_removed() {
        // given
        records.keep(pipeline, savepoint());
        SOMEBODY.resource(configMap()).edit(there -> new ConfigMapBuilder(there)
                .editMetadata()
                .withLabels(Map.of())
                .endMetadata()
                .build());
        // when
        Map<String, Holder> found = holders();
        records.remove(pipeline, NAME);
        // then
        assertThat(found).isEqualTo(Map.of(NAME, Holder.PIPELINE));
        assertThat(holders()).isEmpty();
    }

    @Test
    void what_somebody_else_has_made_stays_theirs() {
        // given
        SOMEBODY.resource(configMap()).create();
        // when
        records.keep(pipeline, savepoint());
        records.remove(pipeline, NAME);
        // then
        assertThat(holders()).isEqualTo(Map.of(NAME, Holder.SOMEBODY_ELSE));
    }
}
