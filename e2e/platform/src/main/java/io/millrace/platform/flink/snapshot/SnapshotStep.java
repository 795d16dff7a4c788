package io.millrace.platform.flink.snapshot;

import java.time.Duration;

/** One effect. Each may be repeated. */
public sealed interface SnapshotStep {

    void carryOut(SnapshotActions actions);

    record AddFinalizer() implements SnapshotStep {
        @Override
        public void carryOut(SnapshotActions actions) {
            actions.addFinalizer();
        }
    }

    record Trigger(SnapshotRequest request) implements SnapshotStep {
        @Override
        public void carryOut(SnapshotActions actions) {
            actions.trigger(request);
        }
    }

    /** Told to misbehave: it fails without having been asked for. */
    record FailTrigger(SnapshotRequest request) implements SnapshotStep {
        @Override
        public void carryOut(SnapshotActions actions) {
            actions.failTrigger(request);
        }
    }

    /** Told to misbehave: it is never asked for, and fails when the patience is over. */
    record HangTrigger(SnapshotRequest request, Duration patience) implements SnapshotStep {
        @Override
        public void carryOut(SnapshotActions actions) {
            actions.hangTrigger(request, patience);
        }
    }

    /** Deletes the files of the savepoint. */
    record Dispose(String path) implements SnapshotStep {
        @Override
        public void carryOut(SnapshotActions actions) {
            actions.dispose(path);
        }
    }

    record RemoveFinalizer() implements SnapshotStep {
        @Override
        public void carryOut(SnapshotActions actions) {
            actions.removeFinalizer();
        }
    }
}
