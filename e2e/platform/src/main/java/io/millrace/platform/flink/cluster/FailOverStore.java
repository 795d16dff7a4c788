package io.millrace.platform.flink.cluster;

import io.millrace.platform.flink.deployment.DeploymentKey;

/** What Flink keeps in the API server so that a new JobManager can go on where a dead one was. */
public interface FailOverStore {

    boolean knows(DeploymentKey key, String jobId);

    void delete(DeploymentKey key);
}
