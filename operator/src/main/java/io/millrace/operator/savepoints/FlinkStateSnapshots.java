package io.millrace.operator.savepoints;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.millrace.operator.jobs.FlinkOperatorError;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.Labels;
import io.millrace.operator.revisions.Owners;
import java.util.Map;

/** The FlinkStateSnapshot by which the Flink Kubernetes operator takes a savepoint, built and read. */
public final class FlinkStateSnapshots {

    public static final String API_VERSION = "flink.apache.org/v1beta1";
    public static final String KIND = "FlinkStateSnapshot";

    // Its own default is not to try again; without an end it would try for ever.
    private static final int RETRIES = 3;

    private static final JsonMapper JSON = new JsonMapper();

    private FlinkStateSnapshots() {}

    public static GenericKubernetesResource build(PipelineId pipeline, String name) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(API_VERSION)
                .withKind(KIND)
                .withNewMetadata()
                .withNamespace(pipeline.namespace())
                .withName(name)
                .withLabels(Map.of(
                        Labels.MANAGED_BY, Labels.MANAGER,
                        Labels.PIPELINE, pipeline.name(),
                        Labels.PIPELINE_UID, pipeline.uid()))
                .withOwnerReferences(Owners.reference(pipeline))
                .endMetadata()
                .withAdditionalProperties(Map.of(
                        "spec",
                        Map.of(
                                "backoffLimit",
                                RETRIES,
                                "jobReference",
                                Map.of("kind", "FlinkDeployment", "name", pipeline.name()),
                                "savepoint",
                                // Whoever removes the resource must not take the state away with it.
                                Map.of("formatType", "CANONICAL", "disposeOnDelete", false))))
                .build();
    }

    public static SnapshotState read(GenericKubernetesResource snapshot) {
        JsonNode status = JSON.valueToTree(snapshot.getAdditionalProperties()).path("status");
        String state = status.path("state").asText("");
        String path = status.path("path").asText("");
        if (state.equals("COMPLETED") && !path.isEmpty()) {
            return new SnapshotState.Completed(path);
        }
        if (state.equals("ABANDONED")) {
            return new SnapshotState.Abandoned();
        }
        boolean triedEnough = status.path("failures").asInt(0) > RETRIES;
        return state.equals("FAILED") && triedEnough
                ? new SnapshotState.Failed(
                        FlinkOperatorError.sentence(status.path("error")).orElse("it does not say why"))
                : new SnapshotState.Pending(!status.path("triggerId").asText("").isEmpty());
    }
}
