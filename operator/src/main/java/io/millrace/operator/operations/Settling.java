package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.api.v1alpha1.RolloutSpec.OnFailure;
import io.millrace.definition.PipelineDefinition.Delivery;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.ledger.Ledgers;
import io.millrace.operator.result.Reason;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.status.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The phase in which a job that was started proves itself: it runs, and completes a checkpoint. */
final class Settling {

    // A job that fails right after its first checkpoint is no better than one that fails before.
    private static final Duration HOLD = Duration.ofSeconds(5);

    private final Stored stored;
    private final Operation operation;
    private final OperationFacts facts;
    private final Instant now;

    private Settling(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        this.stored = stored;
        this.operation = operation;
        this.facts = facts;
        this.now = now;
    }

    static Step step(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        return new Settling(stored, operation, facts, now).step();
    }

    private Step step() {
        if (facts.suspend()) {
            return Step.complete();
        }
        if (facts.job().isAbsent()) {
            return Step.await(
                    Reason.JOB_MISSING,
                    "the FlinkDeployment is gone before the job had settled; " + Advice.startAgain(stored));
        }
        return TheJob.ours(
                facts,
                job -> Starting.isStarted(operation, job) ? settle(job) : Starting.step(stored, operation, facts, now));
    }

    private Step settle(JobState job) {
        Optional<JobFigures> figures = facts.figuresOf(job);
        boolean isInLedger = operation.isInLedger(facts.ledger(), Optional.of(job), stored.lineage());
        Progress progress = operation.progress().after(job, figures, isInLedger, now);
        Step step = new Settling(stored, operation.with(progress), facts, now).judge(job, figures);
        boolean isNews = !progress.equals(operation.progress()) && !(step instanceof Step.Complete);
        return isNews
                ? new Step.Note(
                        memory ->
                                memory.with(memory.operation().orElse(operation).with(progress)),
                        // What is waited for is the same whether or not there was something to note.
                        step instanceof Step.Await await ? await.waiting() : waiting(job))
                : step;
    }

    private Step judge(JobState job, Optional<JobFigures> figures) {
        boolean settled = job.isUp()
                && figures.filter(JobFigures::hasCheckpoint).isPresent()
                && (GoingBack.cut(stored, operation).isEmpty()
                        || operation.progress().hasRunFor(HOLD, now));
        return settled
                ? Step.complete(memory -> memory.with(memory.lineage().withSettled(job.jobId())))
                : failure(job).map(why -> failed(job, why)).orElseGet(() -> new Step.Await(waiting(job)));
    }

    private OperationPlan.Waiting waiting(JobState job) {
        return OperationPlan.Waiting.on(
                Reason.SETTLING, TheJob.progress("waiting for the job to run and to complete a checkpoint", job));
    }

    // A revision's books begin at the cut that it was started from. One that was restored has begun elsewhere.
    private Repetition repetition() {
        boolean isSinceTheCut = operation.type() == OperationType.UPGRADE && operation.writesLast(facts.ledger());
        return new Repetition(
                facts.ledger().value().filter(last -> isSinceTheCut).map(LastBooks::consumed));
    }

    private boolean isAtLeastOnce() {
        return facts.stored(operation.to())
                .map(Revision::definition)
                .filter(definition -> definition.delivery() == Delivery.AT_LEAST_ONCE)
                .isPresent();
    }

    /** Why this will not come to anything, if it is time to say so. */
    private Optional<String> failure(JobState job) {
        Wishes.Deadlines deadlines = facts.wishes().deadlines();
        if (job.isUp() && operation.progress().hasRunInVainFor(deadlines.settle(), facts, now)) {
            return Optional.of("ran for " + Words.of(deadlines.settle()) + " without completing a checkpoint");
        }
        if (!job.isUp() && operation.hasLasted(deadlines.start(), facts, now)) {
            return Optional.of("did not run within " + Words.of(deadlines.start()) + TheJob.words(job));
        }
        if (operation.hasLasted(deadlines.start().plus(deadlines.settle()), facts, now)) {
            return Optional.of("did not settle within "
                    + Words.of(deadlines.start().plus(deadlines.settle())) + TheJob.words(job));
        }
        boolean gaveUp = job.caughtUp() && job.jobState().equals("FAILED");
        return gaveUp ? Optional.of("was given up by Flink" + TheJob.words(job)) : Optional.empty();
    }

    private Step failed(JobState job, String why) {
        String what = "revision " + operation.target() + " " + why;
        Optional<Origin> cut = GoingBack.cut(stored, operation);
        if (cut.isEmpty() || operation.from().isEmpty()) {
            return Step.overdue(
                    Reason.SETTLING,
                    what + "; correct the spec" + atOnce() + ", or wait for it to heal" + otherState());
        }
        RevisionName before = operation.from().get();
        if (operation.progress().committed()) {
            return mayRepeat(facts, operation.to())
                    ? new Step.GiveUp(what, new GoingBack(before, cut, Optional.of(repetition()), isAtLeastOnce()))
                    : Step.overdue(Reason.MANUAL_DECISION, decision(before, cut.get()));
        }
        // Only what nobody has read may be written again without asking, unless the delivery allows it.
        boolean isTold =
                facts.figuresOf(job).isPresent() || facts.ledger().value().isPresent();
        if (isTold && facts.ledger().outage().isEmpty()) {
            return new Step.GiveUp(what, new GoingBack(before, cut, Optional.empty(), isAtLeastOnce()));
        }
        String left =
                what + "; Flink and the ledger do not tell whether it has written anything, so it is left as it is"
                        + " until they do";
        // An operator that has just begun to read will know in a moment.
        return Ledgers.isUnread(facts.ledger())
                ? Step.await(Reason.SETTLING, left)
                : Step.overdue(Reason.SETTLING, left);
    }

    // It stands for long, and each change of it is an event: what a job that restarts for ever is just now is
    // elsewhere.
    private String decision(RevisionName before, Origin cut) {
        return "revision " + operation.target()
                + " fails after it had written output. Either edit the spec" + atOnce()
                + ": the corrected revision goes on from this one's last"
                + " checkpoint, and nothing is lost" + (isAtLeastOnce() ? "" : " or repeated")
                + ". Or set spec.rollout.onFailure to Automatic: revision "
                + before + " goes on from " + cut.sentence() + ", and what was written since then is written again";
    }

    // Whatever comes next would go on from that checkpoint as well.
    private String otherState() {
        return operation.isFromCheckpoint() && !stored.savepoints().isEmpty()
                ? "; if it is the checkpoint that it cannot go on from, name one of status.savepoints in spec.restore"
                : "";
    }

    // A candidate would wait for a job that runs.
    private String atOnce() {
        boolean waits = facts.wishes().canary().rehearse() && !operation.isFromNothing();
        return waits ? " and set spec.rollout.strategy to Savepoint" : "";
    }

    /** Whether what the revision has written may be written again without asking. */
    private static boolean mayRepeat(OperationFacts facts, Optional<RevisionName> failed) {
        return facts.wishes()
                .onFailure()
                .map(asked -> asked == OnFailure.AUTOMATIC)
                .orElseGet(() ->
                        facts.stored(failed).map(Revision::canBeWrittenAgain).orElse(false));
    }
}
