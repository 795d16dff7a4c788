package io.millrace.operator.savepoints.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.millrace.operator.kubernetes.KubernetesAnswers;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.Labels;
import io.millrace.operator.revisions.Owners;
import io.millrace.operator.savepoints.FlinkStateSnapshots;
import io.millrace.operator.savepoints.SnapshotState;
import io.millrace.operator.savepoints.Snapshots;
import io.millrace.operator.savepoints.rest.SavepointDisposal;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads past every cache, as an operation decides by what it reads. */
public final class KubernetesSnapshots implements Snapshots {

    private static final ResourceDefinitionContext CONTEXT = new ResourceDefinitionContext.Builder()
            .withGroup("flink.apache.org")
            .withVersion("v1beta1")
            .withKind(FlinkStateSnapshots.KIND)
            .withPlural("flinkstatesnapshots")
            .withNamespaced(true)
            .build();

    private final KubernetesClient client;
    private final SavepointDisposal disposal;

    public KubernetesSnapshots(KubernetesClient client, SavepointDisposal disposal) {
        this.client = client;
        this.disposal = disposal;
    }

    @Override
    public Observed<SnapshotState> look(PipelineId pipeline, String name) {
        GenericKubernetesResource snapshot = resource(pipeline, name).get();
        return snapshot == null || !isAskedFor(pipeline, snapshot)
                ? Observed.absent()
                : Observed.found(FlinkStateSnapshots.read(snapshot));
    }

    @Override
    public Map<String, SnapshotState> all(PipelineId pipeline) {
        try {
            return list(pipeline);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                // Without the definition of FlinkStateSnapshot, which Helm does not add to one that is there.
                return Map.of();
            }
            throw e;
        }
    }

    private Map<String, SnapshotState> list(PipelineId pipeline) {
        return client
                .genericKubernetesResources(CONTEXT)
                .inNamespace(pipeline.namespace())
                .withLabel(Labels.PIPELINE_UID, pipeline.uid())
                .list()
                .getItems()
                .stream()
                .filter(snapshot -> isAskedFor(pipeline, snapshot))
                .collect(Collectors.toMap(snapshot -> snapshot.getMetadata().getName(), FlinkStateSnapshots::read));
    }

    // One that is being removed stays until the Flink Kubernetes operator releases it.
    private static boolean isAskedFor(PipelineId pipeline, GenericKubernetesResource snapshot) {
        return Owners.owns(pipeline, snapshot) && !snapshot.isMarkedForDeletion();
    }

    @Override
    public void take(PipelineId pipeline, String name) {
        try {
            client.resource(FlinkStateSnapshots.build(pipeline, name)).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw KubernetesAnswers.translate(FlinkStateSnapshots.KIND, e);
            }
        }
    }

    @Override
    public void forget(PipelineId pipeline, String name) {
        GenericKubernetesResource snapshot = resource(pipeline, name).get();
        if (snapshot != null && Owners.owns(pipeline, snapshot)) {
            client.resource(snapshot).lockResourceVersion().delete();
        }
    }

    @Override
    public void dispose(PipelineId pipeline, String path) {
        disposal.dispose(pipeline, path);
    }

    private Resource<GenericKubernetesResource> resource(PipelineId pipeline, String name) {
        return client.genericKubernetesResources(CONTEXT)
                .inNamespace(pipeline.namespace())
                .withName(name);
    }
}
