package io.millrace.platform.flink.cluster;

import io.millrace.platform.flink.deployment.DeploymentKey;
import io.millrace.platform.flink.deployment.FailOver;

/** What Flink keeps in the API server so that a new JobManager can go on where a dead one was. */
public interface FailOverStore {

    FailOver of(DeploymentKey key, String jobId);

    void delete(DeploymentKey key);
}
