package io.millrace.platform.flink.deployment;

import java.time.Duration;
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

    /** Told to misbehave: the savepoint fails without having been asked for. */
    record FailStop(StopRequest request) implements Step {
        @Override
        public void carryOut(DeploymentActions actions) {
            actions.failStop(request);
        }
    }

    /** Told to misbehave: the savepoint is never asked for, and fails when the patience is over. */
    record HangStop(StopRequest request, Duration patience) implements Step {
        @Override
        public void carryOut(DeploymentActions actions) {
            actions.hangStop(request, patience);
        }
    }

    /** A savepoint that only hung because it was told to is asked for anew. */
    record ForgetStop() implements Step {
        @Override
        public void carryOut(DeploymentActions actions) {
            actions.forgetStop();
        }
    }

    /** Told to misbehave: the process ends as by itself. */
    record CrashJobManager() implements Step {
        @Override
        public void carryOut(DeploymentActions actions) {
            actions.crashJobManager();
        }
    }

    /** Told to misbehave: the TaskManagers end, if the job has completed a checkpoint. */
    record FailAfterCheckpoint(String jobId) implements Step {
        @Override
        public void carryOut(DeploymentActions actions) {
            actions.failAfterCheckpoint(jobId);
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

    /** All processes; what Flink stored for a fail-over stays, for the next JobManager to go on from. */
    record EndProcesses() implements Step {
        @Override
        public void carryOut(DeploymentActions actions) {
            actions.endProcesses();
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
