package io.millrace.platform.flink.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A spec that was acted on, as {@code lastReconciledSpec} keeps it: with the job state that was reached so far. */
public record RecordedSpec(JsonNode spec, boolean firstDeployment) {

    static RecordedSpec suspended(JsonNode spec, UpgradeMode upgradeMode, boolean firstDeployment) {
        JsonNode suspended = withJob(spec, "state", "suspended");
        return new RecordedSpec(withJob(suspended, "upgradeMode", upgradeMode.word()), firstDeployment);
    }

    RecordedSpec running() {
        return new RecordedSpec(withJob(spec, "state", "running"), firstDeployment);
    }

    UpgradeMode upgradeMode() {
        return UpgradeMode.of(spec.path("job").path("upgradeMode").asText()).orElse(UpgradeMode.STATELESS);
    }

    /** What the pods are labelled with: the pipeline's revision that they are of. */
    Optional<String> revision() {
        return Optional.of(spec.at("/podTemplate/metadata/labels/millrace.io~1revision")
                        .asText())
                .filter(name -> !name.isEmpty());
    }

    boolean isRunning() {
        return !spec.path("job").path("state").asText("running").equals("suspended");
    }

    private static JsonNode withJob(JsonNode spec, String field, String value) {
        ObjectNode copy = spec.deepCopy();
        copy.withObject("/job").put(field, value);
        return copy;
    }
}
