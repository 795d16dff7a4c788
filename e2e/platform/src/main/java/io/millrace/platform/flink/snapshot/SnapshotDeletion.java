package io.millrace.platform.flink.snapshot;

import io.millrace.platform.flink.snapshot.SnapshotSpec.Kind;

/** The resource is being deleted, and with it its savepoint, if the spec says so: for that its job has to run. */
final class SnapshotDeletion {

    private SnapshotDeletion() {}

    static SnapshotPlan plan(SnapshotObservation seen) {
        SnapshotStatus status = seen.status();
        if (!seen.hasFinalizer()) {
            return SnapshotPlan.of(status);
        }
        // As the operator does it: one that is in progress when it is deleted is not looked at again.
        if (isToBeDisposed(seen) && status.state() == SnapshotState.IN_PROGRESS) {
            return SnapshotPlan.of(status);
        }
        if (!isToBeDisposed(seen)
                || status.state() != SnapshotState.COMPLETED
                || status.path().isEmpty()
                || seen.disposal() instanceof Attempt.Done) {
            return SnapshotPlan.of(status, new SnapshotStep.RemoveFinalizer());
        }
        boolean possible = seen.target().filter(TargetJob::running).isPresent();
        return possible && seen.disposal() instanceof Attempt.Unknown
                ? SnapshotPlan.of(status, new SnapshotStep.Dispose(status.path().get()))
                : SnapshotPlan.of(status);
    }

    private static boolean isToBeDisposed(SnapshotObservation seen) {
        return seen.reading() instanceof SnapshotReading.Understood understood
                && understood.spec().kind() == Kind.SAVEPOINT
                && understood.spec().disposeOnDelete()
                && understood.spec().deployment().isPresent();
    }
}
