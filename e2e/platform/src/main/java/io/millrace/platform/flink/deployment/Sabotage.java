package io.millrace.platform.flink.deployment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes of a good plan the bad one that the deployment's annotation asks for. */
public final class Sabotage {

    private final Misbehaviours told;
    private final Observation seen;

    private Sabotage(Observation seen) {
        this.told = seen.misbehaviours();
        this.seen = seen;
    }

    public static Plan of(Plan plan, Observation seen) {
        return new Sabotage(seen).of(plan);
    }

    private Plan of(Plan plan) {
        List<Step> steps = new ArrayList<>();
        plan.steps().forEach(step -> instead(step).ifPresent(steps::add));
        ClusterView cluster = seen.cluster();
        if (told.has(Misbehaviour.TASKMANAGER_GONE) && cluster.taskManagers() > 0) {
            steps.add(new Step.EndTaskManagers());
        }
        if (told.has(Misbehaviour.JOB_CRASH_LOOPS) && cluster.jobManager().alive()) {
            steps.add(new Step.CrashJobManager());
        }
        if (told.has(Misbehaviour.JOB_FAILS_AFTER_CHECKPOINT) && isRunning(cluster)) {
            steps.add(new Step.FailAfterCheckpoint(seen.status().job().id().orElseThrow()));
        }
        if (cluster.stop().hangs() && !told.has(Misbehaviour.SAVEPOINT_HANGS)) {
            steps.add(new Step.ForgetStop());
        }
        Plan bad = new Plan(plan.status(), List.copyOf(steps));
        return told.refusal().map(bad::withError).orElse(bad);
    }

    private boolean isRunning(ClusterView cluster) {
        return seen.status().job().id().isPresent()
                && cluster.taskManagers() > 0
                && cluster.job().filter(job -> job.state() == JobState.RUNNING).isPresent();
    }

    private Optional<Step> instead(Step step) {
        if (step instanceof Step.StopWithSavepoint stop && told.has(Misbehaviour.SAVEPOINT_FAILS)) {
            return Optional.of(new Step.FailStop(stop.request()));
        }
        if (step instanceof Step.StopWithSavepoint stop && told.has(Misbehaviour.SAVEPOINT_HANGS)) {
            return Optional.of(new Step.HangStop(stop.request(), patience()));
        }
        if (step instanceof Step.KeepTaskManagers && told.has(Misbehaviour.TASKMANAGER_GONE)) {
            return Optional.empty();
        }
        if (step instanceof Step.StartJobManager && told.has(Misbehaviour.IMAGE_MISSING)) {
            return Optional.empty();
        }
        return Optional.of(step);
    }

    private Duration patience() {
        return seen.status().recordedSpec().map(CheckpointTimeout::of).orElse(CheckpointTimeout.BY_DEFAULT);
    }
}
