package io.millrace.operator.revisions.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import io.millrace.operator.revisions.Labels;
import io.millrace.operator.revisions.Owners;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionConfigMap;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.revisions.Revisions;
import java.net.HttpURLConnection;

/** One immutable ConfigMap for each revision, next to its pipeline. */
public final class ConfigMapRevisions implements Revisions {

    private final KubernetesClient client;

    public ConfigMapRevisions(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Observed<Revision> find(PipelineId pipeline, RevisionName name) {
        ConfigMap found = client.configMaps()
                .inNamespace(pipeline.namespace())
                .withName(RevisionConfigMap.name(pipeline, name))
                .get();
        // One of an earlier pipeline of this name is not ours.
        return found == null || !Owners.owns(pipeline, found)
                ? Observed.absent()
                : Observed.found(RevisionConfigMap.read(found));
    }

    @Override
    public void store(PipelineId pipeline, Revision revision) {
        ConfigMap configMap = RevisionConfigMap.build(pipeline, revision);
        try {
            client.resource(configMap).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw translate(e);
            }
            adopt(pipeline, configMap);
        }
    }

    private void adopt(PipelineId pipeline, ConfigMap wanted) {
        ConfigMap there = client.resource(wanted).get();
        if (there != null && !Owners.owns(pipeline, there)) {
            throw SystemException.refused(
                    Reason.RESOURCE_CONFLICT,
                    "ConfigMap " + wanted.getMetadata().getName()
                            + " belongs to somebody else, perhaps to an earlier pipeline of this name; remove it",
                    new IllegalStateException("name is taken"));
        }
    }

    @Override
    public void removeAll(PipelineId pipeline) {
        client.configMaps()
                .inNamespace(pipeline.namespace())
                .withLabel(Labels.PIPELINE_UID, pipeline.uid())
                .delete();
    }

    private static RuntimeException translate(KubernetesClientException e) {
        boolean refused = e.getCode() >= 400 && e.getCode() < 500 && e.getCode() != 429;
        String words = e.getStatus() == null
                ? String.valueOf(e.getMessage())
                : e.getStatus().getMessage();
        return refused
                ? SystemException.refused(
                        Reason.KUBERNETES_REFUSED, "the API server refuses the ConfigMap of the revision: " + words, e)
                : e;
    }
}
