package io.millrace.platform.flink.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Whether two specs differ in something that a running job would have to be restarted for. */
final class SpecChange {

    private static final List<String> JOB_FIELDS_WITHOUT_RESTART =
            List.of("state", "upgradeMode", "initialSavepointPath", "allowNonRestoredState", "savepointRedeployNonce");
    private static final String RESTART_NONCE = "restartNonce";

    private SpecChange() {}

    static boolean needsRestart(JsonNode before, JsonNode after) {
        ObjectNode former = essence(before);
        ObjectNode present = essence(after);
        // To take the nonce away asks for nothing.
        if (!present.has(RESTART_NONCE)) {
            former.remove(RESTART_NONCE);
        }
        return !former.equals(present);
    }

    private static ObjectNode essence(JsonNode spec) {
        ObjectNode essence = spec.deepCopy();
        if (essence.get("job") instanceof ObjectNode job) {
            job.remove(JOB_FIELDS_WITHOUT_RESTART);
        }
        if (essence.get("flinkConfiguration") instanceof ObjectNode configuration) {
            configuration.remove("parallelism.default");
            List<String> keys = configuration.properties().stream()
                    .map(entry -> entry.getKey())
                    .filter(OperatorSettings::speaksToTheOperator)
                    .toList();
            configuration.remove(keys);
        }
        dropNulls(essence);
        return essence;
    }

    // A field that is null and one that is not there say the same.
    private static void dropNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(entry -> entry.getValue().isNull());
        }
        node.forEach(SpecChange::dropNulls);
    }
}
