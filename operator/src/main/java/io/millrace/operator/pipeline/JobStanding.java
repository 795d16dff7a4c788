package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.operations.Advice;
import io.millrace.operator.operations.Operation;
import io.millrace.operator.operations.OperationPlan;
import io.millrace.operator.result.Concern;
import io.millrace.operator.result.Reason;
import io.millrace.operator.status.Standing;
import java.util.Optional;

/** Whether the job runs, and if not, why. */
final class JobStanding {

    private JobStanding() {}

    static Standing of(Observation seen, OperationPlan plan, Outcome outcome) {
        return Standings.failure(outcome, Concern.JOB)
                .filter(failure -> !isBesideTheLiveJob(plan))
                .or(() -> plan.waiting()
                        .filter(waiting -> waiting.reason().concern() == Concern.JOB)
                        .map(waiting -> Standing.no(waiting.reason(), waiting.message())))
                .or(() -> plan.next().operation().flatMap(JobStanding::underWay))
                .orElseGet(() -> atRest(seen, plan));
    }

    // What the API server does not take then is a candidate's, or of a savepoint.
    private static boolean isBesideTheLiveJob(OperationPlan plan) {
        return plan.next().operation().filter(Operation::isBesideTheLiveJob).isPresent();
    }

    private static Optional<Standing> underWay(Operation operation) {
        OperationPhase phase = operation.phase();
        if (operation.isBesideTheLiveJob()) {
            return Optional.empty();
        }
        if (phase == OperationPhase.DRAIN || phase == OperationPhase.KEEP) {
            return Optional.of(Standing.no(Reason.DRAINING, "the job is being stopped with a savepoint"));
        }
        if (phase == OperationPhase.START || phase == OperationPhase.SETTLE) {
            return Optional.of(Standing.no(Reason.STARTING, "the job is being started"));
        }
        return Optional.empty();
    }

    private static Standing atRest(Observation seen, OperationPlan plan) {
        Optional<JobState> job = seen.facts().job().value();
        if (job.isEmpty()) {
            return absent(seen, plan);
        }
        JobState state = job.get();
        if (!state.ours()) {
            return Standing.no(
                    Reason.RESOURCE_CONFLICT,
                    "a FlinkDeployment of the pipeline's name belongs to somebody else; remove it or give the pipeline"
                            + " another name");
        }
        if (state.isStoppedWithoutSavepoint() && !seen.facts().suspend()) {
            return Standing.no(
                    Reason.JOB_MISSING,
                    "somebody has stopped the job without a savepoint; " + Advice.goOn(plan.next(), state));
        }
        if (!state.asked().running()) {
            return Standing.no(Reason.SUSPENDED, "the job is stopped, as spec.suspend says");
        }
        if (!state.isUp()) {
            return notRunning(state, workers(seen, state));
        }
        return seen.polled()
                .outage(Reason.FLINK_UNREACHABLE)
                .map(Standing::unknown)
                .or(() -> idle(seen, state))
                .orElseGet(() -> Standing.yes(
                        Reason.RUNNING, "the job runs revision " + state.asked().revision()));
    }

    /** Why the tasks of a job do not run that Flink itself calls RUNNING. */
    static Optional<Standing> idle(Observation seen, JobState state) {
        return workers(seen, state).flatMap(JobStanding::lacking);
    }

    private static Optional<JobFigures.Workers> workers(Observation seen, JobState state) {
        return seen.polled()
                .figures()
                .value()
                .filter(figures -> figures.jobId().equals(state.jobId()))
                .map(JobFigures::workers);
    }

    private static Optional<Standing> lacking(JobFigures.Workers workers) {
        if (workers.areMissing()) {
            return Optional.of(Standing.no(
                    Reason.TASK_MANAGERS_MISSING,
                    "the job has no TaskManager to run on, and goes on from its last checkpoint when one comes; look"
                            + " at why its pods do not start"));
        }
        return workers.runAll()
                ? Optional.empty()
                : Optional.of(Standing.no(
                        Reason.JOB_NOT_RUNNING,
                        "not all tasks of the job run: they are starting, or wait for another TaskManager"));
    }

    private static Standing absent(Observation seen, OperationPlan plan) {
        if (plan.next().current().isEmpty()) {
            return Standing.no(Reason.NOT_STARTED, "nothing has been started yet");
        }
        if (seen.facts().suspend() || plan.next().suspended()) {
            return Standing.no(Reason.SUSPENDED, "the job is not started, as spec.suspend says");
        }
        return Standing.no(
                Reason.JOB_MISSING,
                "the FlinkDeployment is gone although nobody asked for that here; " + Advice.startAgain(plan.next()));
    }

    private static Standing notRunning(JobState state, Optional<JobFigures.Workers> workers) {
        String error = state.error().map(text -> ": " + text).orElse("");
        if (state.jobState().equals("FAILED") || state.lifecycle().equals("FAILED")) {
            return Standing.no(
                    Reason.JOB_FAILED, "Flink gave the job up" + error + "; change the spec to have it started again");
        }
        Optional<Standing> missing =
                workers.filter(JobFigures.Workers::areMissing).flatMap(JobStanding::lacking);
        if (missing.isPresent()) {
            return missing.get();
        }
        Optional<String> ignored = Advice.notLookedAt(state);
        if (ignored.isPresent()) {
            return Standing.no(Reason.JOB_NOT_RUNNING, ignored.get());
        }
        String word = state.jobState().isEmpty() ? "nothing yet" : state.jobState();
        return Standing.no(Reason.JOB_NOT_RUNNING, "Flink says " + word + error);
    }
}
