package io.millrace.operator.revisions.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.Revisions;
import io.millrace.operator.revisions.RevisionsContract;
import io.millrace.operator.revisions.StoredRevision;
import io.millrace.platform.ControlPlaneAccess;
import io.millrace.platform.shared.SharedPlatform;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Under the rules that the chart ships. */
class KubernetesRevisionsIT extends RevisionsContract {

    private static final ControlPlaneAccess CONTROL_PLANE = SharedPlatform.get().controlPlane();
    private static final KubernetesClient CLIENT = CONTROL_PLANE.operatorClient();
    private static final String NAMESPACE = CONTROL_PLANE.freshNamespace("revisions");

    private final PipelineId pipeline = named(UUID.randomUUID().toString().substring(0, 8));

    @AfterAll
    static void disconnect() {
        CLIENT.close();
    }

    private static PipelineId named(String name) {
        return new PipelineId(NAMESPACE, "totals-" + name, UUID.randomUUID().toString());
    }

    @Override
    protected Revisions revisions() {
        return new KubernetesRevisions(CLIENT, Clock.systemUTC());
    }

    @Override
    protected PipelineId pipeline() {
        return pipeline;
    }

    @Override
    protected void storeFilesAlone(Revision revision) {
        CLIENT.resource(StoredRevision.configMap(pipeline, revision)).create();
    }

    @Override
    protected void loseFiles(Revision revision) {
        CLIENT.resource(StoredRevision.configMap(pipeline, revision)).delete();
    }

    @Override
    protected Map<String, String> files(Revision revision) {
        return CLIENT.resource(StoredRevision.configMap(pipeline, revision))
                .require()
                .getData();
    }

    @Test
    void what_an_earlier_pipeline_of_the_name_has_left_is_not_found_and_not_written_over() {
        // given
        revisions().store(pipeline, revision());
        PipelineId later = new PipelineId(
                pipeline.namespace(), pipeline.name(), UUID.randomUUID().toString());
        // then
        assertThat(revisions().find(later, revision().name()).isAbsent()).isTrue();
        assertThat(revisions().names(later)).isEmpty();
        assertThatExceptionOfType(SystemException.class)
                .isThrownBy(() -> revisions().store(later, revision()))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.RESOURCE_CONFLICT));
        assertThat(revisions().names(pipeline)).containsExactly(revision().name());
    }
}
