package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.operator.acceptance.Draft;
import io.millrace.operator.acceptance.Verdict;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.operations.Beginnings.Beginning;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import java.time.Instant;
import java.util.Optional;

/** What takes the place of an operation that is under way: the spec asks for something else, or it came to nothing. */
final class Replacements {

    private final Stored stored;
    private final OperationFacts facts;
    private final Instant now;
    private final Beginnings beginnings;

    private Replacements(Stored stored, OperationFacts facts, Instant now) {
        this.stored = stored;
        this.facts = facts;
        this.now = now;
        this.beginnings = new Beginnings(stored, facts, now);
    }

    /** What takes the place of an operation that is under way. */
    static Optional<Beginning> instead(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        return new Replacements(stored, facts, now).instead(operation);
    }

    /** After an operation that came to nothing. */
    static Beginning rollback(Stored stored, Operation failed, Step.GiveUp given, OperationFacts facts, Instant now) {
        return new Replacements(stored, facts, now).rollback(failed, given);
    }

    private Optional<Beginning> instead(Operation operation) {
        boolean isTidying = operation.phase() == OperationPhase.TIDY
                && (operation.type() == OperationType.ABORT || Tidying.onlyWaits(stored, facts, now));
        if (operation.isBackup() || isTidying) {
            // Nothing waits for it.
            return beginnings.next();
        }
        if (operation.isOfCandidate()) {
            return operation.type() == OperationType.CANARY ? insteadOfCandidate(operation) : Optional.empty();
        }
        if (wasSettling(operation)) {
            // While it is to be stopped, what the spec asks for else waits: nothing else knows the cut.
            return facts.suspend() ? Optional.empty() : Optional.of(settlingAgain(operation));
        }
        if (facts.suspend()
                && isStarted(operation)
                && suspending(operation).origin().isPresent()) {
            return Optional.of(new Beginning(stored, suspending(operation)));
        }
        Candidates candidates = new Candidates(stored, facts, now);
        boolean restores = facts.asked().isPresent() && OperationPlanner.takesUpRestore(stored, facts.job());
        // One that is to be tried first waits until what is under way has come to its end.
        Optional<Draft> draft = Beginnings.accepted(facts)
                .filter(wanted -> operation.leadsTo(wanted.hash())
                        ? restores
                        // Beside a first one that has not settled there is nothing to compare it with.
                        : operation.isFromNothing() || !candidates.comeFirst(wanted));
        if (draft.isPresent()) {
            return Optional.of(instead(operation, draft.get()));
        }
        boolean refused =
                facts.verdict().filter(Verdict.Refused.class::isInstance).isPresent();
        if (refused && replacesUnsettled(operation)) {
            return Optional.of(new Beginning(
                    stored, backTo(operation, stored.current().orElseThrow(), operation.isFromCheckpoint())));
        }
        if (facts.suspend() && operation.phase() == OperationPhase.SETTLE) {
            return Optional.of(new Beginning(stored, suspending(operation)));
        }
        return isRestartedInVain(operation) ? beginnings.restart() : Optional.empty();
    }

    // Only where its job can go on from a checkpoint: else the savepoint where it was stopped is all there is.
    private boolean isRestartedInVain(Operation operation) {
        boolean isOfWhatRan = operation.type() == OperationType.RESTART || operation.type() == OperationType.RESUME;
        return isOfWhatRan
                && operation.phase() == OperationPhase.SETTLE
                && facts.job()
                        .value()
                        .filter(job -> !job.isUp() && hasCheckpoint(operation, job))
                        .isPresent();
    }

    // Until one that is started from a savepoint has begun, the id is that of the one before.
    private boolean hasCheckpoint(Operation operation, JobState job) {
        boolean wasNeverStopped = operation.origin().isEmpty()
                && job.taken().filter(JobState.Spec::running).isPresent();
        return operation.progress().committed()
                || operation.isFromCheckpoint()
                || (wasNeverStopped && stored.lineage().settledJob().equals(Optional.of(job.jobId())));
    }

    /** What it can go back to stays known: one that fails again and again cannot be stopped. */
    private Operation suspending(Operation unsettled) {
        Optional<Origin> cut =
                GoingBack.cut(stored, unsettled).filter(origin -> unsettled.type() == OperationType.UPGRADE);
        return Operation.begin(
                        OperationType.SUSPEND,
                        OperationPhase.DRAIN,
                        unsettled.from(),
                        unsettled.to(),
                        facts.generation(),
                        now)
                .withOrigin(cut)
                .with(unsettled.progress());
    }

    private Beginning settlingAgain(Operation suspended) {
        Operation back = backTo(
                suspended, suspended.to().orElseThrow(), suspended.progress().committed());
        return new Beginning(stored, back.seenAt(facts.generation() - 1));
    }

    private boolean isStarted(Operation operation) {
        return operation.isUnsettled()
                && facts.job()
                        .value()
                        .filter(job -> Starting.isStarted(operation, job))
                        .isPresent();
    }

    // One that is just being stopped is waited for: where it stops is to be known.
    private boolean wasSettling(Operation operation) {
        boolean runsOn = facts.job()
                .value()
                .filter(job -> job.asked().running() || Draining.isFailing(job))
                .isPresent();
        return operation.type() == OperationType.SUSPEND
                && operation.phase() == OperationPhase.DRAIN
                && operation.origin().isPresent()
                && runsOn;
    }

    /** What is live was not touched, so that whatever else is asked for begins as if it were at rest. */
    private Optional<Beginning> insteadOfCandidate(Operation operation) {
        boolean other = Beginnings.accepted(facts)
                .filter(wanted -> !operation.leadsTo(wanted.hash()))
                .isPresent();
        boolean stops = facts.suspend() || facts.wishes().askToRestart(stored.handled());
        if (other || stops) {
            return beginnings.next();
        }
        // One that does not stand any more is being removed for this very operation.
        return stored.candidateStanding().flatMap(standing -> new Candidates(stored, facts, now).ending());
    }

    static Beginning abandon(Stored stored, String why, OperationFacts facts, Instant now) {
        return new Candidates(stored, facts, now).givenUp(why);
    }

    private Beginning instead(Operation operation, Draft draft) {
        if (operation.isUnsettled() && facts.asked().isPresent()) {
            return beginnings.rollout(draft, stored.current());
        }
        if (operation.isUnsettled()) {
            return replacing(operation, draft);
        }
        if (!operation.isOnItsWay()) {
            return beginnings.rollout(draft, stored.current());
        }
        OperationType type = facts.asked().isPresent() ? OperationType.RESTORE : operation.type();
        Optional<Origin> origin = facts.asked().map(beginnings::renewed).or(operation::origin);
        return beginnings.handled(
                beginnings.towards(draft, type, operation.from()).withOrigin(origin));
    }

    /**
     * What was to be replaced has written output meanwhile: it is waited for again, and what the spec asks for goes on from
     * there.
     */
    static Stored outlived(
            Stored stored, Operation operation, RevisionName running, OperationFacts facts, Instant now) {
        Operation back = new Replacements(stored, facts, now).backTo(operation, running, true);
        boolean isTheFailed = stored.lineage()
                .failed()
                .filter(failed -> failed.name().equals(running))
                .isPresent();
        Stored memory = isTheFailed
                ? Candidates.rolledBack(stored, running, Optional.empty())
                        .with(stored.lineage().withoutFailed())
                : stored;
        return memory.with(back.seenAt(facts.generation() - 1));
    }

    private Operation backTo(Operation operation, RevisionName unsettled, boolean committed) {
        Operation back = operation.backTo(unsettled, beginningOf(operation), committed, now);
        boolean isThere = facts.job()
                .value()
                .filter(job -> job.asksFor(back.target(), true))
                .isPresent();
        // What it is to be started from was meant for another one: its job may be well meanwhile.
        return isThere ? back.withOrigin(back.origin().map(Origin::asItRuns)) : back;
    }

    /** Of what the unsettled job was started by: not known any more, but before it another one was stopped. */
    private Instant beginningOf(Operation operation) {
        if (operation.origin().isEmpty()) {
            return operation.startedAt();
        }
        Optional<String> cut = operation.origin().flatMap(Origin::path);
        return stored.savepoints().stream()
                .filter(savepoint -> cut.equals(Optional.of(savepoint.path())))
                .findFirst()
                .or(stored::lastStop)
                .map(savepoint -> Instant.parse(savepoint.takenAt()))
                .orElse(Instant.EPOCH);
    }

    // Another revision was started for it already, and waits to be replaced.
    private boolean replacesUnsettled(Operation operation) {
        boolean isJudged = !OperationPlanner.isFrozen(operation.phase());
        boolean ofARollout =
                operation.type() == OperationType.UPGRADE && operation.origin().isPresent();
        boolean ofTheFirst =
                operation.type() == OperationType.DEPLOY && stored.current().isPresent();
        return isJudged && (ofARollout || ofTheFirst);
    }

    /** The job of {@code operation} was started, or may have been, and has not settled. */
    private Beginning replacing(Operation operation, Draft draft) {
        Predecessor before = Predecessor.of(stored, facts.asked(), facts.job(), facts.figures(), facts.ledger());
        boolean isStarted = facts.job()
                .value()
                .filter(seen -> Starting.isStarted(operation, seen))
                .isPresent();
        boolean isGiven = operation.type() == OperationType.RESTORE || operation.type() == OperationType.ROLLBACK;
        boolean runs = before.origin().isEmpty() && before.revision().isPresent();
        // One that was to replace a job that hangs may not have been started yet: what hangs is still there then.
        boolean hangs =
                facts.job().value().filter(seen -> seen.asked().running()).isPresent();
        boolean isStopped = !isStarted && !isGiven && !hangs;
        if (runs || isStopped || needsSavepoint(before, draft)) {
            return beginnings.rollout(draft, before.revision());
        }
        OperationType type = operation.type() == OperationType.RESTORE
                ? OperationType.RESTORE
                : before.origin().isPresent() ? OperationType.UPGRADE : OperationType.DEPLOY;
        return beginnings.handled(beginnings
                .towards(draft, type, before.revision())
                .withOrigin(before.origin().map(beginnings::renewed)));
    }

    private boolean needsSavepoint(Predecessor before, Draft draft) {
        boolean isCheckpoint =
                before.origin().filter(origin -> !origin.isSavepoint()).isPresent();
        return isCheckpoint
                && facts.stored(before.revision())
                        .filter(running -> LastCheckpoint.canBeTakenOver(
                                running.flink(), draft.flink(), facts.job().value()))
                        .isEmpty();
    }

    private Beginning rollback(Operation failed, Step.GiveUp given) {
        GoingBack back = given.back();
        Optional<Revision> target = facts.stored(failed.to());
        String message = given.why() + ": " + back.sentence();
        Stored memory = failed.to()
                .filter(name -> !name.equals(back.to()))
                .map(name -> Candidates.rolledBack(givenUp(failed), name, Optional.of(message))
                        .with(stored.lineage()
                                .withFailed(new Lineage.Failed(
                                        name, target.map(Revision::specHash).orElse(facts.specHash()), message))))
                .orElseGet(() -> givenUp(failed));
        Operation operation = Operation.begin(
                OperationType.ROLLBACK,
                OperationPhase.START,
                failed.to(),
                Optional.of(back.to()),
                facts.generation(),
                now);
        return new Beginning(
                memory,
                operation
                        .noting(message)
                        .withOrigin(back.from()
                                .map(beginnings::renewed)
                                .map(origin -> origin.repeating(back.repeats().isPresent()))));
    }

    // The state that it was to start from is not asked for any more either, or it would be tried again and again.
    private Stored givenUp(Operation failed) {
        return failed.origin()
                .flatMap(Origin::request)
                .map(request -> stored.with(stored.handled().restored(request.nonce())))
                .orElse(stored);
    }
}
