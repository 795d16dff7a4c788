package io.millrace.operator.faults.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.operator.faults.State;
import io.millrace.operator.jobs.FlinkDeploymentReader;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.Owners;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.StoredRevision;
import io.millrace.operator.subjects.InMemorySubjects;
import io.millrace.operator.topics.InMemoryTopics;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks at everything past the operator. */
final class ClusterReader {

    static final ResourceDefinitionContext FLINK = new ResourceDefinitionContext.Builder()
            .withGroup("flink.apache.org")
            .withVersion("v1beta1")
            .withKind("FlinkDeployment")
            .withPlural("flinkdeployments")
            .withNamespaced(true)
            .build();

    private final KubernetesClient client;
    private final String namespace;
    private final InMemoryTopics topics;
    private final InMemorySubjects subjects;
    // Each is read as often as it has changed: they are long.
    private final Map<String, Revision> read = new HashMap<>();
    private @Nullable StreamingPipeline last;

    ClusterReader(KubernetesClient client, String namespace, InMemoryTopics topics, InMemorySubjects subjects) {
        this.client = client;
        this.namespace = namespace;
        this.topics = topics;
        this.subjects = subjects;
    }

    synchronized State read() {
        StreamingPipeline found =
                client.resources(StreamingPipeline.class).inNamespace(namespace).list().getItems().stream()
                        .findFirst()
                        .orElse(null);
        last = found == null ? last : found;
        StreamingPipeline resource = Objects.requireNonNull(last, "there is no pipeline yet");
        PipelineId id = PipelineId.of(resource);
        Map<PipelineId, JobState> jobs = new HashMap<>();
        for (GenericKubernetesResource deployment : client.genericKubernetesResources(FLINK)
                .inNamespace(namespace)
                .list()
                .getItems()) {
            PipelineId its = new PipelineId(namespace, deployment.getMetadata().getName(), id.uid());
            jobs.put(its, FlinkDeploymentReader.read(id, deployment));
        }
        synchronized (topics) {
            synchronized (subjects) {
                return new State(resource, found == null, topics.all(), subjects.all(), revisions(id), jobs);
            }
        }
    }

    private Map<String, Revision> revisions(PipelineId id) {
        Map<String, Revision> revisions = new HashMap<>();
        client.apps().controllerRevisions().inNamespace(namespace).list().getItems().stream()
                .filter(stored -> Owners.owns(id, stored))
                .map(stored -> read.computeIfAbsent(
                        stored.getMetadata().getResourceVersion(), version -> StoredRevision.read(stored)))
                .forEach(revision -> revisions.put(revision.name().toString(), revision));
        return revisions;
    }
}
