package io.millrace.platform.flink.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which fields of a spec are understood. Everything else is refused: a field that is read over would make a pipeline
 * behave differently here than in a cluster, and nobody would know.
 */
final class SpecFields {

    private static final Set<String> UNDERSTOOD = Set.of(
            "flinkVersion",
            "mode",
            "restartNonce",
            "job.jarURI",
            "job.entryClass",
            "job.args",
            "job.parallelism",
            "job.state",
            "job.upgradeMode",
            "job.initialSavepointPath",
            "job.savepointRedeployNonce",
            "job.allowNonRestoredState",
            "jobManager.replicas",
            "podTemplate.apiVersion",
            "podTemplate.kind",
            "podTemplate.spec.containers[].name",
            "podTemplate.spec.containers[].env[].name",
            "podTemplate.spec.containers[].env[].value",
            "podTemplate.spec.containers[].volumeMounts[].name",
            "podTemplate.spec.containers[].volumeMounts[].mountPath",
            "podTemplate.spec.containers[].volumeMounts[].readOnly",
            "podTemplate.spec.volumes[].name",
            "podTemplate.spec.volumes[].configMap.name",
            "podTemplate.spec.volumes[].secret.secretName");

    /** Whole branches: read elsewhere, or about images, accounts and nodes, which processes do not have. */
    private static final Set<String> BRANCHES = Set.of(
            "flinkConfiguration",
            "jobManager.resource",
            "taskManager.resource",
            "image",
            "imagePullPolicy",
            "serviceAccount",
            "podTemplate.metadata",
            "podTemplate.spec.affinity",
            "podTemplate.spec.imagePullSecrets",
            "podTemplate.spec.nodeSelector",
            "podTemplate.spec.priorityClassName",
            "podTemplate.spec.securityContext",
            "podTemplate.spec.serviceAccountName",
            "podTemplate.spec.tolerations",
            "podTemplate.spec.topologySpreadConstraints",
            "podTemplate.spec.containers[].image",
            "podTemplate.spec.containers[].imagePullPolicy",
            "podTemplate.spec.containers[].ports",
            "podTemplate.spec.containers[].resources",
            "podTemplate.spec.containers[].securityContext",
            "podTemplate.spec.volumes[].configMap.defaultMode",
            "podTemplate.spec.volumes[].secret.defaultMode");

    private SpecFields() {}

    static List<String> notUnderstood(JsonNode spec) {
        List<String> found = new ArrayList<>();
        walk(spec, "", found);
        return found;
    }

    private static void walk(JsonNode node, String path, List<String> found) {
        if (node.isNull() || UNDERSTOOD.contains(path) || BRANCHES.contains(path)) {
            return;
        }
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> walk(
                            field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey(), found));
        } else if (node.isArray()) {
            node.forEach(element -> walk(element, path + "[]", found));
        } else {
            found.add(path);
        }
    }
}
