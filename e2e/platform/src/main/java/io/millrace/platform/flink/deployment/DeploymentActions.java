package io.millrace.platform.flink.deployment;

import java.time.Duration;
import java.time.Instant;

/** What can be done about one deployment. */
public interface DeploymentActions {

    void addFinalizer();

    void removeFinalizer();

    void startJobManager(JobStart start);

    /** Starts as many as are missing, and ends none. */
    void keepTaskManagers(FlinkSpec spec);

    void endTaskManagers();

    void endProcesses();

    void endCluster();

    /** Asks; how it goes is seen later. */
    void stopWithSavepoint(StopRequest request);

    /** Shows a failure for the answer. */
    void failStop(StopRequest request);

    /** Shows it as going on, and as failed when the patience is over. */
    void hangStop(StopRequest request, Duration patience);

    void forgetStop();

    void crashJobManager();

    /** Nothing happens before the job's first checkpoint. */
    void failAfterCheckpoint(String jobId);

    /** Asks; how it goes is seen later. */
    void cancelJob(String jobId);

    void recordUpgradeSavepoint(String path, Instant at);
}
