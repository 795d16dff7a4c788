package io.millrace.platform.flink.deployment;

import java.util.Map;
import java.util.Optional;

/** The part of a FlinkDeployment's status from which the rest follows. */
public record DeploymentStatus(
        JobManagerState jobManager,
        JobStatus job,
        Reconciliation reconciliation,
        Optional<String> error,
        long observedGeneration,
        Map<String, String> clusterInfo) {

    public static final DeploymentStatus NONE = new DeploymentStatus(
            JobManagerState.MISSING, JobStatus.NONE, Reconciliation.NONE, Optional.empty(), 0, Map.of());

    public Lifecycle lifecycle() {
        return Lifecycle.of(this);
    }

    /** The spec that the present job was started with, or the next one will be. */
    public Optional<FlinkSpec> recordedSpec() {
        return reconciliation.lastReconciled().map(RecordedSpecs::read);
    }

    /** The pipeline's revision of that spec. */
    public Optional<String> recordedRevision() {
        return reconciliation.lastReconciled().flatMap(RecordedSpec::revision);
    }

    /** As far as was seen when it was last looked. */
    boolean isUp() {
        return jobManager == JobManagerState.READY && job.isRunning();
    }

    DeploymentStatus with(JobManagerState newState) {
        return new DeploymentStatus(newState, job, reconciliation, error, observedGeneration, clusterInfo);
    }

    DeploymentStatus with(JobStatus newJob) {
        return new DeploymentStatus(jobManager, newJob, reconciliation, error, observedGeneration, clusterInfo);
    }

    DeploymentStatus with(Reconciliation newReconciliation) {
        return new DeploymentStatus(jobManager, job, newReconciliation, error, observedGeneration, clusterInfo);
    }

    DeploymentStatus withError(FlinkError newError) {
        return new DeploymentStatus(
                jobManager, job, reconciliation, Optional.of(newError.json()), observedGeneration, clusterInfo);
    }

    DeploymentStatus withoutError() {
        return new DeploymentStatus(jobManager, job, reconciliation, Optional.empty(), observedGeneration, clusterInfo);
    }

    DeploymentStatus observing(long generation) {
        return new DeploymentStatus(jobManager, job, reconciliation, error, generation, clusterInfo);
    }

    DeploymentStatus withClusterInfo(Map<String, String> info) {
        return new DeploymentStatus(jobManager, job, reconciliation, error, observedGeneration, info);
    }
}
