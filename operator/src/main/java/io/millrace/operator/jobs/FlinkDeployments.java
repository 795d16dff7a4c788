package io.millrace.operator.jobs;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.FlinkSettings;
import io.millrace.operator.revisions.Labels;
import io.millrace.operator.revisions.Owners;
import io.millrace.operator.revisions.Revision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The FlinkDeployment of one of a pipeline's jobs. */
public final class FlinkDeployments {

    public static final String API_VERSION = "flink.apache.org/v1beta1";
    public static final String KIND = "FlinkDeployment";

    static final String JAR = "local:///opt/flink/usrlib/millrace-job.jar";
    private static final String MAIN = "io.millrace.job.PipelineJob";

    private FlinkDeployments() {}

    public static GenericKubernetesResource build(PipelineId pipeline, DesiredJob job) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(API_VERSION)
                .withKind(KIND)
                .withNewMetadata()
                .withNamespace(pipeline.namespace())
                .withName(pipeline.deployment())
                .withLabels(Labels.of(pipeline, job.revision().name()))
                .withOwnerReferences(Owners.reference(pipeline))
                .endMetadata()
                .withAdditionalProperties(Map.of("spec", spec(pipeline, job)))
                .build();
    }

    private static Map<String, Object> spec(PipelineId pipeline, DesiredJob job) {
        Revision revision = job.revision();
        FlinkSettings flink = revision.flink();
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("image", flink.image());
        spec.put("flinkVersion", flink.flinkVersion());
        spec.put("serviceAccount", flink.serviceAccount());
        spec.put("flinkConfiguration", FlinkConfiguration.of(flink, pipeline.slot()));
        spec.put("jobManager", Map.of("resource", resource(flink.jobManager()), "replicas", 1));
        spec.put("taskManager", Map.of("resource", resource(flink.taskManager())));
        spec.put("podTemplate", JobPod.template(pipeline, revision.name()));
        spec.put("job", job(job));
        job.nonces().restart().ifPresent(nonce -> spec.put("restartNonce", nonce));
        return spec;
    }

    private static Map<String, Object> resource(FlinkSettings.Resources resources) {
        return Map.of("cpu", resources.cpus(), "memory", resources.memoryMebibytes() + "m");
    }

    private static Map<String, Object> job(DesiredJob job) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("jarURI", JAR);
        spec.put("entryClass", MAIN);
        spec.put("args", List.of());
        spec.put("parallelism", job.revision().flink().parallelism());
        spec.put("state", "running");
        spec.put("upgradeMode", job.fromCheckpoint() ? "last-state" : "savepoint");
        spec.put("allowNonRestoredState", job.leavesStateBehind());
        job.restoreFrom().ifPresent(path -> spec.put("initialSavepointPath", path));
        job.nonces().redeploy().ifPresent(nonce -> spec.put("savepointRedeployNonce", nonce));
        return spec;
    }
}
