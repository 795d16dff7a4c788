package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.operator.jobs.DesiredJob;
import io.millrace.operator.jobs.JobChange;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.jobs.Nonces;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Reason;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.status.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The phase in which the job is started from the state that the intent names. */
final class Starting {

    private Starting() {}

    static Step step(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        Optional<JobState> job = facts.job().value();
        boolean isStarted = job.filter(seen -> isStarted(operation, seen)).isPresent();
        // What runs in its place would be stopped under its name.
        boolean anotherRuns =
                job.filter(seen -> seen.ours() && seen.asked().running()).isPresent();
        if (isStarted || (facts.suspend() && !anotherRuns)) {
            return Step.complete();
        }
        Optional<UnaryOperator<Stored>> stop = Draining.stoppedMeanwhile(stored, operation, facts, now);
        if (stop.isPresent()) {
            return new Step.Note(
                    stop.get(),
                    OperationPlan.Waiting.on(Reason.STARTING, "the job has stopped with a savepoint after all"));
        }
        Duration patience = facts.wishes().deadlines().start();
        if (operation.phase() == OperationPhase.START
                && operation.hasLasted(patience, facts, now)
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
        if (job.filter(JobState::deleting).isPresent() && operation.hasLasted(patience, facts, now)) {
            return Step.overdue(Reason.JOB_MISSING, TheJob.BEING_DELETED);
        }
        return apply(stored, operation, facts, target.get());
    }

    private static Step apply(Stored stored, Operation operation, OperationFacts facts, Revision target) {
        DesiredJob desired = desired(stored, operation, target, facts.job().value());
        Effect apply = new Effect.ChangeJob(new JobChange.Apply(desired));
        if (facts.job().isAbsent()) {
            return operation.isFromCheckpoint() ? gone(stored, operation) : afresh(facts, apply);
        }
        return TheJob.ours(
                facts,
                seen -> NothingYet.isInTheWay(operation, seen)
                        ? makeRoom(stored, facts, seen, apply)
                        : Step.work(apply));
    }

    // Only the deployment knew where its checkpoint is.
    private static Step gone(Stored stored, Operation operation) {
        return Step.overdue(
                Reason.JOB_MISSING,
                "the FlinkDeployment is gone, and with it the last checkpoint that revision " + operation.target()
                        + " was to go on from; " + Advice.startAgain(stored));
    }

    private static Step makeRoom(Stored stored, OperationFacts facts, JobState job, Effect apply) {
        return NothingYet.isCertain(stored, facts)
                ? Step.work(new Effect.ChangeJob(new JobChange.Remove(job.uid())))
                : facts.ledger().outage().map(Step::await).orElseGet(() -> Step.work(apply));
    }

    /** The job before is stopped and nothing has taken its place, so that nothing can be repeated. */
    private static Optional<Step> goBack(Stored stored, Operation operation, String why) {
        return GoingBack.cut(stored, operation).flatMap(cut -> operation
                .from()
                .map(before -> new Step.GiveUp(
                        "revision " + operation.target() + " " + why,
                        new GoingBack(before, Optional.of(cut), Optional.empty(), false))));
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
        boolean asksForIt = operation
                .origin()
                .map(origin -> origin.nonces(job.nonces()).equals(job.nonces()))
                .orElse(true);
        return job.asksFor(operation.target(), true) && asksForIt;
    }

    private static DesiredJob desired(Stored stored, Operation operation, Revision target, Optional<JobState> present) {
        Optional<Origin> origin = operation.origin();
        Optional<String> path =
                origin.flatMap(Origin::path).or(() -> stored.lastStop().map(Savepoint::path));
        Nonces there = present.map(JobState::nonces).orElse(Nonces.NONE);
        Nonces nonces = origin.map(from -> from.nonces(there)).orElse(there);
        return new DesiredJob(target, path, nonces, operation.dropsState(), operation.isFromCheckpoint());
    }
}
