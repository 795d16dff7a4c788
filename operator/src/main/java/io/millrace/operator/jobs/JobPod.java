package io.millrace.operator.jobs;

import io.millrace.definition.DefinitionFiles;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.Labels;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.revisions.StoredRevision;
import java.util.List;
import java.util.Map;

/** The pod template of JobManager and TaskManagers; passes the "restricted" pod security standard. */
final class JobPod {

    // The Flink Kubernetes operator merges a container of this name into the one that it makes.
    private static final String CONTAINER = "flink-main-container";
    private static final String VOLUME = "millrace-revision";
    private static final String FOLDER = "/opt/millrace/revision";
    // The account that Flink's images run as.
    private static final int FLINK = 9999;

    private JobPod() {}

    static Map<String, Object> template(PipelineId pipeline, RevisionName revision) {
        return Map.of(
                "metadata",
                Map.of("labels", Labels.of(pipeline, revision)),
                "spec",
                Map.of(
                        "securityContext", podSecurity(),
                        "containers", List.of(container()),
                        "volumes", List.of(volume(StoredRevision.name(pipeline, revision)))));
    }

    private static Map<String, Object> container() {
        return Map.of(
                "name", CONTAINER,
                "env", List.of(Map.of("name", DefinitionFiles.FOLDER_VARIABLE, "value", FOLDER)),
                "volumeMounts", List.of(Map.of("name", VOLUME, "mountPath", FOLDER, "readOnly", true)),
                "securityContext", containerSecurity());
    }

    private static Map<String, Object> volume(String configMap) {
        return Map.of("name", VOLUME, "configMap", Map.of("name", configMap));
    }

    private static Map<String, Object> podSecurity() {
        return Map.of(
                "runAsNonRoot", true,
                "runAsUser", FLINK,
                "runAsGroup", FLINK,
                "fsGroup", FLINK,
                "seccompProfile", Map.of("type", "RuntimeDefault"));
    }

    private static Map<String, Object> containerSecurity() {
        return Map.of("allowPrivilegeEscalation", false, "capabilities", Map.of("drop", List.of("ALL")));
    }
}
