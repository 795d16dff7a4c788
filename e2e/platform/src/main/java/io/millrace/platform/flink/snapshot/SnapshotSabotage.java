package io.millrace.platform.flink.snapshot;

import io.millrace.platform.flink.deployment.Misbehaviour;
import java.util.ArrayList;
import java.util.List;

/** Makes of a good plan the bad one that the annotation of the snapshot's deployment asks for. */
public final class SnapshotSabotage {

    private SnapshotSabotage() {}

    public static SnapshotPlan of(SnapshotPlan plan, SnapshotObservation seen) {
        if (seen.target().isEmpty()) {
            return plan;
        }
        TargetJob target = seen.target().get();
        List<SnapshotStep> steps = new ArrayList<>();
        plan.steps().forEach(step -> steps.add(instead(step, target)));
        if (seen.trigger() instanceof Attempt.Hanging hanging
                && !target.misbehaviours().has(Misbehaviour.SAVEPOINT_HANGS)) {
            steps.add(new SnapshotStep.Trigger(hanging.request()));
        }
        return new SnapshotPlan(plan.status(), List.copyOf(steps));
    }

    private static SnapshotStep instead(SnapshotStep step, TargetJob target) {
        if (step instanceof SnapshotStep.Trigger trigger
                && target.misbehaviours().has(Misbehaviour.SAVEPOINT_FAILS)) {
            return new SnapshotStep.FailTrigger(trigger.request());
        }
        if (step instanceof SnapshotStep.Trigger trigger
                && target.misbehaviours().has(Misbehaviour.SAVEPOINT_HANGS)) {
            return new SnapshotStep.HangTrigger(trigger.request(), target.patience());
        }
        return step;
    }
}
