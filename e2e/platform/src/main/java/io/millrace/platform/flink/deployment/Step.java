package io.millrace.platform.flink.deployment;

import java.time.Instant;

/** One effect. Each may be repeated: whoever carries it out first looks whether it is still needed. */
public sealed interface Step {

    void carryOut(DeploymentActions actions);

    record AddFinalizer() implements Step {
        @Override
        public void carryOut(DeploymentActions actions) {
            actions.addFinalizer();
        }
    }

    record StartJobManager(JobStart start) implements Step {
        @Override
        public void carryOut(DeploymentActions actions) {
            actions.startJobManager(start);
        }
    }

    record KeepTaskManagers(FlinkSpec spec) implements Step {
        @Override
        public void carryOut(DeploymentActions actions) {
            actions.keepTaskManagers(spec);
        }
    }

    record StopWithSavepoint(StopRequest request) implements Step {
        @Override
        public void carryOut(DeploymentActions actions) {
            actions.stopWithSavepoint(request);
        }
    }

    /** The FlinkStateSnapshot resource of a savepoint that an edit has caused. */
    record RecordUpgradeSavepoint(String path, Instant at) implements Step {
        @Override
        public void carryOut(DeploymentActions actions) {
            actions.recordUpgradeSavepoint(path, at);
        }
    }

    record EndTaskManagers() implements Step {
        @Override
        public void carryOut(DeploymentActions actions) {
            actions.endTaskManagers();
        }
    }

    /** All processes, and what Flink stored for a fail-over: the next job starts from a savepoint or from nothing. */
    record EndCluster() implements Step {
        @Override
        public void carryOut(DeploymentActions actions) {
            actions.endCluster();
        }
    }

    record CancelJob(String jobId) implements Step {
        @Override
        public void carryOut(DeploymentActions actions) {
            actions.cancelJob(jobId);
        }
    }

    /** Nothing is left to clean up: lets the resource go. */
    record RemoveFinalizer() implements Step {
        @Override
        public void carryOut(DeploymentActions actions) {
            actions.removeFinalizer();
        }
    }
}
