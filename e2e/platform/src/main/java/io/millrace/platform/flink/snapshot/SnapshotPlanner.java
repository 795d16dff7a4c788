package io.millrace.platform.flink.snapshot;

import io.millrace.platform.flink.snapshot.SnapshotSpec.Kind;
import java.util.Optional;

/** From what is seen of one snapshot to what is done next. */
public final class SnapshotPlanner {

    private SnapshotPlanner() {}

    public static SnapshotPlan plan(SnapshotObservation seen) {
        if (seen.deleting()) {
            return SnapshotDeletion.plan(seen);
        }
        if (!seen.hasFinalizer()) {
            return SnapshotPlan.of(seen.status(), new SnapshotStep.AddFinalizer());
        }
        // What is wrong with a spec shows nowhere in the status: the operator says it with an event.
        if (!(seen.reading() instanceof SnapshotReading.Understood understood)) {
            return SnapshotPlan.of(seen.status());
        }
        return switch (seen.status().state()) {
            case TRIGGER_PENDING -> pending(understood.spec(), seen);
            case IN_PROGRESS -> inProgress(understood.spec(), seen);
            case COMPLETED, FAILED, ABANDONED -> SnapshotPlan.of(seen.status());
        };
    }

    private static SnapshotPlan pending(SnapshotSpec spec, SnapshotObservation seen) {
        SnapshotStatus status = seen.status();
        if (spec.alreadyExists()) {
            return SnapshotPlan.of(status.completed(spec.path().orElseThrow(), seen.now()));
        }
        if (seen.target().isEmpty() || !status.isDue(seen.now())) {
            return SnapshotPlan.of(status);
        }
        TargetJob target = seen.target().get();
        if (!target.running()) {
            return SnapshotPlan.of(status.abandoned(notRunning(spec, seen), seen.now()));
        }
        Optional<String> folder =
                spec.kind() == Kind.CHECKPOINT ? Optional.of("") : spec.path().or(target::folder);
        if (folder.isEmpty()) {
            return SnapshotPlan.of(status.failed(
                    "Either the savepoint path in the spec or configuration execution.checkpointing.savepoint-dir"
                            + " in the Flink resource has to be supplied",
                    spec.backoffLimit(),
                    seen.now()));
        }
        SnapshotRequest request =
                new SnapshotRequest(target.id(), seen.freshTriggerId(), spec.kind(), folder.get(), spec.format());
        return SnapshotPlan.of(status.inProgress(request.triggerId(), seen.now()), new SnapshotStep.Trigger(request));
    }

    private static SnapshotPlan inProgress(SnapshotSpec spec, SnapshotObservation seen) {
        SnapshotStatus status = seen.status();
        if (seen.target().filter(TargetJob::running).isEmpty()) {
            return SnapshotPlan.of(status.abandoned(notRunning(spec, seen), seen.now()));
        }
        if (seen.trigger() instanceof Attempt.Done done) {
            return SnapshotPlan.of(status.completed(done.path(), seen.now()));
        }
        if (seen.trigger() instanceof Attempt.Failed failed) {
            return SnapshotPlan.of(status.failed(failed.cause(), spec.backoffLimit(), seen.now()));
        }
        if (seen.trigger() instanceof Attempt.Unknown) {
            return SnapshotPlan.of(status.failed(
                    "Flink knows no operation " + status.triggerId().orElse("") + " any more",
                    spec.backoffLimit(),
                    seen.now()));
        }
        return SnapshotPlan.of(status);
    }

    private static String notRunning(SnapshotSpec spec, SnapshotObservation seen) {
        return "Secondary resource " + spec.deployment().orElse("") + " for savepoint " + seen.key()
                + (seen.target().isEmpty() ? " was not found" : " is not running");
    }
}
