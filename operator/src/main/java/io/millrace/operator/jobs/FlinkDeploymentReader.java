package io.millrace.operator.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.Labels;
import io.millrace.operator.revisions.Owners;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads a FlinkDeployment field by field, so that words which a newer Flink Kubernetes operator writes do no harm. */
public final class FlinkDeploymentReader {

    /** Stands in the place of a path when the job was stopped without a savepoint. */
    private static final String LAST_STATE = "KUBERNETES_OPERATOR_LAST_STATE";

    private static final JsonMapper JSON = new JsonMapper();

    private FlinkDeploymentReader() {}

    public static JobState read(PipelineId pipeline, GenericKubernetesResource deployment) {
        JsonNode all = JSON.valueToTree(deployment.getAdditionalProperties());
        JsonNode status = all.path("status");
        JsonNode job = status.path("jobStatus");
        Optional<JsonNode> recorded = parsed(status.path("reconciliationStatus").path("lastReconciledSpec"))
                .map(last -> last.path("spec"));
        Long generation = deployment.getMetadata().getGeneration();
        return new JobState(
                deployment.getMetadata().getUid(),
                generation == null ? 0 : generation,
                Owners.owns(pipeline, deployment),
                deployment.isMarkedForDeletion(),
                spec(all.path("spec")),
                recorded.map(FlinkDeploymentReader::spec),
                generation != null && status.path("observedGeneration").asLong(-1) == generation,
                status.path("lifecycleState").asText(""),
                status.path("jobManagerDeploymentStatus").asText(""),
                job.path("state").asText(""),
                job.path("jobId").asText(""),
                recorded.filter(last -> !spec(last).running()).map(FlinkDeploymentReader::stop),
                text(job.path("upgradeSavepointPath")).filter(path -> !path.equals(LAST_STATE)),
                new Nonces(number(all.at("/spec/job/savepointRedeployNonce")), number(all.at("/spec/restartNonce"))),
                FlinkOperatorError.sentence(status.path("error")));
    }

    private static Optional<Long> number(JsonNode node) {
        return node.canConvertToLong() ? Optional.of(node.asLong()) : Optional.empty();
    }

    private static JobState.Spec spec(JsonNode spec) {
        String label = "/podTemplate/metadata/labels/" + Labels.REVISION.replace("/", "~1");
        return new JobState.Spec(
                spec.at(label).asText(""),
                !spec.at("/job/state").asText("running").equals("suspended"));
    }

    // What it records is how it has stopped the job, whatever the spec asks for.
    private static JobState.Stop stop(JsonNode recorded) {
        return switch (recorded.at("/job/upgradeMode").asText()) {
            case "savepoint" -> JobState.Stop.SAVEPOINT;
            case "last-state" -> JobState.Stop.LAST_STATE;
            default -> JobState.Stop.NOTHING;
        };
    }

    private static Optional<JsonNode> parsed(JsonNode text) {
        return text(text).flatMap(json -> {
            try {
                return Optional.of(JSON.readTree(json)).filter(JsonNode::isObject);
            } catch (JsonProcessingException notJson) {
                return Optional.empty();
            }
        });
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() && !node.asText().isBlank() ? Optional.of(node.asText()) : Optional.empty();
    }

    /** The values that the definition of FlinkDeployment allows for flinkVersion. */
    public static Set<String> versions(Object customResourceDefinition) {
        JsonNode definition = JSON.valueToTree(customResourceDefinition);
        Set<String> versions = new TreeSet<>();
        for (JsonNode version : definition.path("spec").path("versions")) {
            version.at("/schema/openAPIV3Schema/properties/spec/properties/flinkVersion/enum")
                    .forEach(value -> versions.add(value.asText()));
        }
        return versions;
    }
}
