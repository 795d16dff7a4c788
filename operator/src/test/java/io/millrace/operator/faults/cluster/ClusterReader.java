package io.millrace.operator.faults.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.operator.faults.State;
import io.millrace.operator.jobs.FlinkDeploymentReader;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.Labels;
import io.millrace.operator.revisions.Owners;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.StoredRevision;
import io.millrace.operator.subjects.InMemorySubjects;
import io.millrace.operator.subjects.RegisteredSchema;
import io.millrace.operator.topics.InMemoryTopics;
import io.millrace.operator.topics.TopicState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks at everything past the operator. */
final class ClusterReader {

    static final ResourceDefinitionContext FLINK = new ResourceDefinitionContext.Builder()
            .withGroup("flink.apache.org")
            .withVersion("v1beta1")
            .withKind("FlinkDeployment")
            .withPlural("flinkdeployments")
            .withNamespaced(true)
            .build();

    static final ResourceDefinitionContext SNAPSHOTS = new ResourceDefinitionContext.Builder()
            .withGroup("flink.apache.org")
            .withVersion("v1beta1")
            .withKind("FlinkStateSnapshot")
            .withPlural("flinkstatesnapshots")
            .withNamespaced(true)
            .build();

    static final String PIPELINES = "streamingpipelines";

    private final InMemoryTopics topics;
    private final InMemorySubjects subjects;
    private final Listing<StreamingPipeline> pipelines;
    private final Listing<GenericKubernetesResource> deployments;
    private final Listing<ControllerRevision> revisions;
    // Each is parsed once: they are long.
    private final Map<String, Revision> parsed = new HashMap<>();
    private Optional<State> last = Optional.empty();

    ClusterReader(
            KubernetesClient client, String namespace, Gate gate, InMemoryTopics topics, InMemorySubjects subjects) {
        this.topics = topics;
        this.subjects = subjects;
        this.pipelines = new Listing<>(gate, PIPELINES, () -> client.resources(StreamingPipeline.class)
                .inNamespace(namespace)
                .list()
                .getItems());
        this.deployments = new Listing<>(gate, FLINK.getPlural(), () -> client.genericKubernetesResources(FLINK)
                .inNamespace(namespace)
                .list()
                .getItems());
        this.revisions = new Listing<>(gate, "controllerrevisions", () -> client.apps()
                .controllerRevisions()
                .inNamespace(namespace)
                // A candidate's is of the same content.
                .withoutLabel(Labels.SLOT)
                .list()
                .getItems());
    }

    /** What there is of one kind, read again when something of the kind has been written. */
    private static final class Listing<T> {
        private final Gate gate;
        private final String kind;
        private final Supplier<List<T>> list;
        private List<T> items = List.of();
        private long moves = -1;

        Listing(Gate gate, String kind, Supplier<List<T>> list) {
            this.gate = gate;
            this.kind = kind;
            this.list = list;
        }

        boolean isNews() {
            return gate.moves(kind) != moves;
        }

        List<T> now() {
            long present = gate.moves(kind);
            if (present != moves) {
                items = list.get();
                moves = present;
            }
            return items;
        }
    }

    /** What is there now; empty when it is what was there the last time. */
    synchronized Optional<State> news() {
        Map<String, TopicState> presentTopics;
        Map<String, List<RegisteredSchema>> presentSubjects;
        synchronized (topics) {
            synchronized (subjects) {
                presentTopics = topics.all();
                presentSubjects = subjects.all();
            }
        }
        boolean same = last.filter(state -> state.topics().equals(presentTopics))
                .filter(state -> state.subjects().equals(presentSubjects))
                .isPresent();
        if (same && !pipelines.isNews() && !deployments.isNews() && !revisions.isNews()) {
            return Optional.empty();
        }
        Optional<StreamingPipeline> found = pipelines.now().stream().findFirst();
        StreamingPipeline resource = found.or(() -> last.map(State::resource)).orElseThrow();
        PipelineId id = PipelineId.of(resource);
        last = Optional.of(new State(
                resource,
                found.isEmpty(),
                presentTopics,
                presentSubjects,
                revisions(id),
                jobs(id),
                State.Output.UNKNOWN));
        return last;
    }

    private Map<PipelineId, JobState> jobs(PipelineId id) {
        Map<PipelineId, JobState> jobs = new HashMap<>();
        for (GenericKubernetesResource deployment : deployments.now()) {
            String name = deployment.getMetadata().getName();
            Slot slot = name.equals(id.in(Slot.CANARY).deployment()) ? Slot.CANARY : Slot.PROD;
            jobs.put(id.in(slot), FlinkDeploymentReader.read(id, deployment));
        }
        return jobs;
    }

    private Map<String, Revision> revisions(PipelineId id) {
        return revisions.now().stream()
                .filter(stored -> Owners.owns(id, stored))
                .map(stored -> parsed.computeIfAbsent(
                        stored.getMetadata().getResourceVersion(), version -> StoredRevision.read(stored)))
                .collect(Collectors.toMap(revision -> revision.name().toString(), revision -> revision));
    }
}
