package io.millrace.operator.jobs.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.millrace.operator.jobs.DesiredJob;
import io.millrace.operator.jobs.FlinkDeploymentReader;
import io.millrace.operator.jobs.FlinkDeployments;
import io.millrace.operator.jobs.FlinkJobs;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.jobs.rest.JobCancellation;
import io.millrace.operator.kubernetes.KubernetesAnswers;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Reads past every cache: an operation that took what is stale for what is would act on the wrong job. */
public final class KubernetesFlinkJobs implements FlinkJobs {

    private static final String FIELD_MANAGER = "millrace";
    private static final int UNPROCESSABLE = 422;
    private static final ResourceDefinitionContext CONTEXT = new ResourceDefinitionContext.Builder()
            .withGroup("flink.apache.org")
            .withVersion("v1beta1")
            .withKind(FlinkDeployments.KIND)
            .withPlural("flinkdeployments")
            .withNamespaced(true)
            .build();

    private final KubernetesClient client;
    private final InstalledVersions versions;
    private final JobCancellation cancellation;

    public KubernetesFlinkJobs(KubernetesClient client, JobCancellation cancellation, InstantSource clock) {
        this.client = client;
        this.cancellation = cancellation;
        this.versions = new InstalledVersions(client, clock);
    }

    @Override
    public Observed<JobState> look(PipelineId pipeline) {
        GenericKubernetesResource deployment = resource(pipeline).get();
        return deployment == null
                ? Observed.absent()
                : Observed.found(FlinkDeploymentReader.read(pipeline, deployment));
    }

    @Override
    public Observed<Set<String>> versions() {
        return versions.look();
    }

    @Override
    public void apply(PipelineId pipeline, DesiredJob job) {
        writing(() -> client.resource(FlinkDeployments.build(pipeline, job))
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager(FIELD_MANAGER)
                        .withForce(true)
                        .build()));
    }

    @Override
    public void suspend(PipelineId pipeline, JobState.Version seen) {
        // By the generation and not by the resourceVersion, which each write of the status moves on.
        String patch =
                """
                [{"op": "test", "path": "/metadata/uid", "value": "%s"},
                 {"op": "test", "path": "/metadata/generation", "value": %d},
                 {"op": "add", "path": "/spec/job/state", "value": "suspended"},
                 {"op": "add", "path": "/spec/job/upgradeMode", "value": "savepoint"}]"""
                        .formatted(seen.uid(), seen.generation());
        try {
            resource(pipeline)
                    .patch(
                            new PatchContext.Builder()
                                    .withPatchType(PatchType.JSON)
                                    .withFieldManager(FIELD_MANAGER)
                                    .build(),
                            patch);
        } catch (KubernetesClientException e) {
            // The API server says of a failed test no more than that the patch is invalid.
            boolean isLate = e.getCode() == UNPROCESSABLE
                    && !look(pipeline).map(JobState::version).value().equals(Optional.of(seen));
            if (!isLate) {
                throw KubernetesAnswers.translate(FlinkDeployments.KIND, e);
            }
        }
    }

    // The Flink Kubernetes operator cancels without waiting for the end. The ConfigMap of a job is the last that Flink
    // removes: where its JobManager goes before, the last checkpoint stays for ever.
    @Override
    public void cancel(PipelineId pipeline, String jobId) {
        String kept = pipeline.deployment() + "-" + jobId + "-config-map";
        try {
            cancellation.cancel(
                    pipeline,
                    jobId,
                    () -> client.configMaps()
                                    .inNamespace(pipeline.namespace())
                                    .withName(kept)
                                    .get()
                            == null);
        } catch (KubernetesClientException e) {
            throw KubernetesAnswers.translate("ConfigMap", e);
        }
    }

    @Override
    public void remove(PipelineId pipeline, String uid) {
        try {
            GenericKubernetesResource deployment = resource(pipeline).get();
            if (deployment != null && uid.equals(deployment.getMetadata().getUid())) {
                // The resourceVersion goes along as a precondition, so that no successor is hit.
                client.resource(deployment).lockResourceVersion().delete();
            }
        } catch (KubernetesClientException e) {
            throw KubernetesAnswers.translate(FlinkDeployments.KIND, e);
        }
    }

    private Resource<GenericKubernetesResource> resource(PipelineId pipeline) {
        return client.genericKubernetesResources(CONTEXT)
                .inNamespace(pipeline.namespace())
                .withName(pipeline.deployment());
    }

    private static void writing(Runnable write) {
        try {
            write.run();
        } catch (KubernetesClientException e) {
            throw KubernetesAnswers.translate(FlinkDeployments.KIND, e);
        }
    }
}
