package io.millrace.platform.flink;

import io.millrace.platform.flink.cluster.Cluster;
import io.millrace.platform.flink.deployment.DeploymentActions;
import io.millrace.platform.flink.deployment.FlinkSpec;
import io.millrace.platform.flink.deployment.JobStart;
import io.millrace.platform.flink.deployment.StatusJson;
import io.millrace.platform.flink.deployment.StopRequest;
import io.millrace.platform.flink.resources.FlinkResource;
import io.millrace.platform.flink.resources.FlinkResources;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Takes the steps of a plan for one version of a resource; a version that comes of it goes to {@code newer}. */
record WorkerActions(
        FlinkResource resource,
        FlinkResources deployments,
        FlinkResources snapshots,
        Cluster cluster,
        Consumer<FlinkResource> newer)
        implements DeploymentActions {

    @Override
    public void addFinalizer() {
        deployments.addFinalizer(resource).ifPresent(newer);
    }

    @Override
    public void removeFinalizer() {
        cluster.deleteFolder();
        deployments.removeFinalizer(resource).ifPresent(newer);
    }

    @Override
    public void startJobManager(JobStart start) {
        cluster.startJobManager(start);
    }

    @Override
    public void keepTaskManagers(FlinkSpec spec) {
        cluster.keepTaskManagers(spec);
    }

    @Override
    public void endTaskManagers() {
        cluster.endTaskManagers();
    }

    @Override
    public void endProcesses() {
        cluster.endProcesses();
    }

    @Override
    public void endCluster() {
        cluster.end(StatusJson.read(resource.status()).recordedSpec());
    }

    @Override
    public void stopWithSavepoint(StopRequest request) {
        cluster.stopWithSavepoint(request);
    }

    @Override
    public void failStop(StopRequest request) {
        cluster.failStop(request);
    }

    @Override
    public void hangStop(StopRequest request, Duration patience) {
        cluster.hangStop(request, patience);
    }

    @Override
    public void forgetStop() {
        cluster.forgetStop();
    }

    @Override
    public void crashJobManager() {
        cluster.crashJobManager();
    }

    @Override
    public void failAfterCheckpoint(String jobId) {
        cluster.failAfterCheckpoint(jobId);
    }

    @Override
    public void cancelJob(String jobId) {
        cluster.cancel(jobId);
    }

    @Override
    public void recordUpgradeSavepoint(String path, Instant at) {
        snapshots.recordUpgradeSavepoint(resource.key(), path, at);
    }
}
