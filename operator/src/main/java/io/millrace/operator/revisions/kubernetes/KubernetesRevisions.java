package io.millrace.operator.revisions.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millrace.operator.kubernetes.KubernetesAnswers;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import io.millrace.operator.revisions.Labels;
import io.millrace.operator.revisions.Owners;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.revisions.Revisions;
import io.millrace.operator.revisions.StoredRevision;
import java.net.HttpURLConnection;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Next to its pipeline, a ControllerRevision for the operator and a ConfigMap for the job. */
public final class KubernetesRevisions implements Revisions {

    private final KubernetesClient client;
    private final SeenFiles seen;

    public KubernetesRevisions(KubernetesClient client, InstantSource clock) {
        this.client = client;
        this.seen = new SeenFiles(clock);
    }

    @Override
    public Observed<Revision> find(PipelineId pipeline, RevisionName name) {
        ControllerRevision found = controllerRevision(pipeline, name);
        // One of an earlier pipeline of this name is not ours.
        return found == null || !Owners.owns(pipeline, found)
                ? Observed.absent()
                : Observed.found(StoredRevision.read(found));
    }

    @Override
    public boolean isMountable(PipelineId pipeline, RevisionName name) {
        String object = pipeline.namespace() + "/" + StoredRevision.name(pipeline, name) + " of " + pipeline.uid();
        return seen.areThere(object, () -> {
            HasMetadata there = configMap(pipeline, name);
            return there != null && Owners.owns(pipeline, there);
        });
    }

    /** The job's files first: as long as the operator finds no revision, it stores both again. */
    @Override
    public void store(PipelineId pipeline, Revision revision) {
        create(pipeline, StoredRevision.configMap(pipeline, revision));
        create(pipeline, StoredRevision.controllerRevision(pipeline, revision));
    }

    private void create(PipelineId pipeline, HasMetadata wanted) {
        try {
            client.resource(wanted).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw KubernetesAnswers.translate(wanted.getKind() + " of the revision", e);
            }
            HasMetadata there = client.resource(wanted).get();
            if (there == null) {
                // What was in the way is gone by now; another look stores it.
                throw e;
            }
            adopt(pipeline, wanted, there);
        }
    }

    private static void adopt(PipelineId pipeline, HasMetadata wanted, HasMetadata there) {
        if (!Owners.owns(pipeline, there)) {
            throw SystemException.refused(
                    Reason.RESOURCE_CONFLICT,
                    wanted.getKind() + " " + wanted.getMetadata().getName()
                            + " belongs to somebody else, perhaps to an earlier pipeline of this name; remove it",
                    new IllegalStateException("name is taken"));
        }
    }

    @Override
    public List<RevisionName> names(PipelineId pipeline) {
        return client
                .apps()
                .controllerRevisions()
                .inNamespace(pipeline.namespace())
                .withLabel(Labels.PIPELINE_UID, pipeline.uid())
                .withoutLabel(Labels.SLOT)
                .list()
                .getItems()
                .stream()
                .map(KubernetesRevisions::name)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<RevisionName> name(ControllerRevision stored) {
        Map<String, String> labels = stored.getMetadata().getLabels();
        return RevisionName.tryParse(labels.getOrDefault(Labels.REVISION, ""));
    }

    @Override
    public boolean isLeft(PipelineId pipeline, RevisionName name) {
        return Stream.of(configMap(pipeline, name), controllerRevision(pipeline, name))
                .anyMatch(there -> there != null && Owners.owns(pipeline, there));
    }

    private @Nullable HasMetadata configMap(PipelineId pipeline, RevisionName name) {
        return client.configMaps()
                .inNamespace(pipeline.namespace())
                .withName(StoredRevision.name(pipeline, name))
                .get();
    }

    private @Nullable ControllerRevision controllerRevision(PipelineId pipeline, RevisionName name) {
        return client.apps()
                .controllerRevisions()
                .inNamespace(pipeline.namespace())
                .withName(StoredRevision.name(pipeline, name))
                .get();
    }

    /** The ControllerRevision last: as long as it is found, both are removed again. */
    @Override
    public void remove(PipelineId pipeline, RevisionName name) {
        delete(configMap(pipeline, name), pipeline);
        delete(controllerRevision(pipeline, name), pipeline);
    }

    private void delete(@Nullable HasMetadata there, PipelineId pipeline) {
        if (there != null && Owners.owns(pipeline, there)) {
            // The resourceVersion goes along as a precondition, so that no successor is hit.
            client.resource(there).lockResourceVersion().delete();
        }
    }

    @Override
    public void removeAll(PipelineId pipeline) {
        client.configMaps()
                .inNamespace(pipeline.namespace())
                .withLabel(Labels.PIPELINE_UID, pipeline.uid())
                .delete();
        client.apps()
                .controllerRevisions()
                .inNamespace(pipeline.namespace())
                .withLabel(Labels.PIPELINE_UID, pipeline.uid())
                .delete();
    }
}
