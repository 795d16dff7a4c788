package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.operator.jobs.DesiredJob;
import io.millrace.operator.jobs.JobChange;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Reason;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.status.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The phase in which the job is started from the state that the intent names. */
final class Starting {

    private Starting() {}

    static Step step(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        Optional<JobState> job = facts.job().value();
        if (job.filter(seen -> isStarted(operation, seen)).isPresent() || facts.suspend()) {
            return Step.complete();
        }
        Duration patience = facts.wishes().deadlines().start();
        if (operation.phase() == OperationPhase.START
                && operation.hasLasted(patience, now)
                && job.filter(JobState::isStopped).isPresent()) {
            Optional<Step> back = goBack(stored, operation, "could not be started within " + Words.of(patience));
            if (back.isPresent()) {
                return back.get();
            }
        }
        Optional<Revision> target = facts.stored(operation.to());
        if (target.isEmpty()) {
            return Step.await(
                    Reason.RESOURCE_CONFLICT,
                    "revision " + operation.target()
                            + " is not stored any more; change the spec to have a new revision made");
        }
        if (facts.phaseFacts().withoutFiles().contains(Slot.PROD)) {
            return Step.work(new Effect.StoreRevision(target.get()));
        }
        Effect apply = new Effect.ChangeJob(new JobChange.Apply(desired(stored, operation, target.get(), job)));
        return facts.job().isAbsent()
                ? afresh(facts, apply)
                : TheJob.ours(facts, seen -> hangsFromTheBeginning(operation, seen) ? remove(seen) : Step.work(apply));
    }

    // There is no state to go on from. Asked to run something else the Flink Kubernetes operator would wait for the job
    // to run, to take a savepoint of it.
    private static boolean hangsFromTheBeginning(Operation operation, JobState job) {
        boolean isFromNothing =
                operation.type() == OperationType.DEPLOY && operation.origin().isEmpty();
        return isFromNothing && job.asked().running() && isOlder(operation, job);
    }

    // What was started before somebody has cleared the status is not known, and may well have state.
    private static boolean isOlder(Operation operation, JobState job) {
        return RevisionName.tryParse(job.asked().revision())
                .filter(running -> operation
                        .to()
                        .filter(target -> running.ordinal() < target.ordinal())
                        .isPresent())
                .isPresent();
    }

    private static Step remove(JobState job) {
        return Step.work(new Effect.ChangeJob(new JobChange.Remove(job.uid())));
    }

    /** The job before is stopped and nothing has taken its place, so that nothing can be repeated. */
    private static Optional<Step> goBack(Stored stored, Operation operation, String why) {
        return GoingBack.cut(stored, operation).flatMap(cut -> operation
                .from()
                .map(before -> new Step.GiveUp(
                        "revision " + operation.target() + " " + why,
                        new GoingBack(before, Optional.of(cut), Optional.empty()))));
    }

    // A job that counts its checkpoints from 1 again does not find what one before it has left open.
    private static Step afresh(OperationFacts facts, Effect apply) {
        if (!facts.phaseFacts().areFor(OperationPhase.START)) {
            return Step.await(Reason.STARTING, "looking for what a former job has left open");
        }
        Observed<Set<String>> orphans = facts.phaseFacts().orphans();
        return orphans.outage().map(Step::await).orElseGet(() -> Tidying.orphans(facts)
                .map(fence -> Step.work(fence, apply))
                .orElseGet(() -> Step.work(apply)));
    }

    static boolean isStarted(Operation operation, JobState job) {
        boolean redeployed = operation
                .origin()
                .flatMap(Origin::redeployNonce)
                .map(nonce -> job.redeployNonce().equals(Optional.of(nonce)))
                .orElse(true);
        return job.asksFor(operation.target(), true) && redeployed;
    }

    private static DesiredJob desired(Stored stored, Operation operation, Revision target, Optional<JobState> present) {
        Optional<Origin> origin = operation.origin();
        Optional<String> path =
                origin.flatMap(Origin::path).or(() -> stored.lastStop().map(Savepoint::path));
        // A nonce that disappeared from the deployment would be one more change of it.
        Optional<Long> nonce = origin.flatMap(Origin::redeployNonce).or(() -> present.flatMap(JobState::redeployNonce));
        boolean fromCheckpoint = origin.filter(from -> !from.isSavepoint()).isPresent();
        return new DesiredJob(target, path, nonce, operation.dropsState(), fromCheckpoint);
    }
}
