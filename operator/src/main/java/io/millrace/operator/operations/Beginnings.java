package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutOutcome;
import io.millrace.operator.acceptance.Draft;
import io.millrace.operator.acceptance.Verdict;
import io.millrace.operator.canary.Candidate;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import java.time.Instant;
import java.util.Optional;

/** What makes an operation begin, and what it begins with. */
final class Beginnings {

    /** @param memory what is to be remembered together with the operation */
    record Beginning(Stored memory, Operation operation) {

        /** The same, but what was made for a candidate goes first. */
        Beginning afterTheCandidate(Instant now) {
            boolean itsOwn = operation.type() == OperationType.CANARY
                    && memory.candidateStanding().map(Candidate::name).equals(operation.to());
            if (memory.candidateThere().isEmpty() || operation.isBackup() || itsOwn) {
                return this;
            }
            return new Beginning(replaced(memory), operation.at(OperationPhase.REMOVE_CANARY, now));
        }
    }

    /** The candidate, if one stands, is not wanted any more. */
    static Stored replaced(Stored memory) {
        return memory.candidateStanding()
                .map(candidate -> memory.with(candidate.ending(
                        RolloutOutcome.REPLACED,
                        "candidate " + candidate.name() + " was given up for what the spec asks for now")))
                .orElse(memory);
    }

    private final Stored stored;
    private final OperationFacts facts;
    private final Instant now;

    private Beginnings(Stored stored, OperationFacts facts, Instant now) {
        this.stored = stored;
        this.facts = facts;
        this.now = now;
    }

    /** While nothing is under way. */
    static Optional<Beginning> next(Stored stored, OperationFacts facts, Instant now) {
        return new Beginnings(stored, facts, now).next();
    }

    /** What takes the place of an operation that is under way. */
    static Optional<Beginning> instead(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        return new Beginnings(stored, facts, now).instead(operation);
    }

    static Beginning rollback(Stored stored, Operation failed, Step.GiveUp given, OperationFacts facts, Instant now) {
        return new Beginnings(stored, facts, now).rollback(failed, given);
    }

    static Optional<Draft> accepted(OperationFacts facts) {
        return facts.verdict().filter(Verdict.Accepted.class::isInstance).map(verdict -> ((Verdict.Accepted) verdict)
                .draft());
    }

    private Optional<Beginning> next() {
        Candidates candidates = new Candidates(stored, facts, now);
        Optional<Beginning> ending = candidates.ending();
        if (ending.isPresent()) {
            return ending;
        }
        Optional<Draft> draft = accepted(facts);
        if (draft.isPresent()) {
            boolean inPlace = stored.current()
                    .map(RevisionName::hash)
                    .equals(Optional.of(draft.get().hash()));
            boolean restores = facts.asked().isPresent();
            if (inPlace) {
                return restores ? Optional.of(rollout(draft.get(), stored.current())) : Optional.empty();
            }
            if (!candidates.comeFirst(draft.get())) {
                return Optional.of(rollout(draft.get(), stored.current()));
            }
            return candidates
                    .of(draft.get(), () -> rollout(draft.get(), stored.current()))
                    .or(this::stopOrGo)
                    .or(this::restart)
                    .or(this::backup);
        }
        if (stored.current().isEmpty() || facts.verdict().isPresent()) {
            return Optional.empty();
        }
        return stopOrGo().or(this::restart).or(this::backup);
    }

    private Optional<Beginning> instead(Operation operation) {
        boolean isTidying = operation.phase() == OperationPhase.TIDY
                && (operation.type() == OperationType.ABORT || Tidying.onlyWaits(stored, facts, now));
        if (operation.isBackup() || isTidying) {
            // Nothing waits for it.
            return next();
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
        Optional<Draft> draft = accepted(facts)
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
        return isRestartedInVain(operation) ? restart() : Optional.empty();
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
        boolean other = accepted(facts)
                .filter(wanted -> !operation.leadsTo(wanted.hash()))
                .isPresent();
        boolean stops = facts.suspend() || facts.wishes().askToRestart(stored.handled());
        if (other || stops) {
            return next();
        }
        // One that does not stand any more is being removed for this very operation.
        return stored.candidateStanding().flatMap(standing -> new Candidates(stored, facts, now).ending());
    }

    static Beginning abandon(Stored stored, String why, OperationFacts facts, Instant now) {
        return new Candidates(stored, facts, now).givenUp(why);
    }

    private Beginning instead(Operation operation, Draft draft) {
        if (operation.isUnsettled() && facts.asked().isPresent()) {
            return rollout(draft, stored.current());
        }
        if (operation.isUnsettled()) {
            return replacing(operation, draft);
        }
        if (!operation.isOnItsWay()) {
            return rollout(draft, stored.current());
        }
        OperationType type = facts.asked().isPresent() ? OperationType.RESTORE : operation.type();
        Optional<Origin> origin = facts.asked().map(this::renewed).or(operation::origin);
        return handled(towards(draft, type, operation.from()).withOrigin(origin));
    }

    /**
     * What was to be replaced has written output meanwhile: it is waited for again, and what the spec asks for goes on from
     * there.
     */
    static Stored outlived(
            Stored stored, Operation operation, RevisionName running, OperationFacts facts, Instant now) {
        Operation back = new Beginnings(stored, facts, now).backTo(operation, running, true);
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

    /** A restored savepoint takes the place of the one at the cut. */
    private Beginning rollout(Draft draft, Optional<RevisionName> from) {
        OperationType type = facts.asked().isPresent()
                ? OperationType.RESTORE
                : from.isPresent() ? OperationType.UPGRADE : OperationType.DEPLOY;
        return handled(towards(draft, type, from).withOrigin(facts.asked().map(this::renewed)));
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
            return rollout(draft, before.revision());
        }
        OperationType type = operation.type() == OperationType.RESTORE
                ? OperationType.RESTORE
                : before.origin().isPresent() ? OperationType.UPGRADE : OperationType.DEPLOY;
        return handled(towards(draft, type, before.revision())
                .withOrigin(before.origin().map(this::renewed)));
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

    private Origin renewed(Origin origin) {
        return origin.renewedBy(now.toEpochMilli());
    }

    private Operation towards(Draft draft, OperationType type, Optional<RevisionName> from) {
        RevisionName name = stored.current()
                .filter(current -> current.hash().equals(draft.hash()))
                .or(() -> stored.candidate().map(Candidate::name).filter(tried -> stored.isPromoted(draft.hash())))
                .orElseGet(() -> new RevisionName(stored.nextOrdinal(), draft.hash()));
        return Operation.begin(type, OperationPhase.SCHEMAS, from, Optional.of(name), facts.generation(), now)
                .taking(draft);
    }

    /** Whether the spec wants a stopped job to run, or a running one to stop. */
    private Optional<Beginning> stopOrGo() {
        Optional<Boolean> running = facts.job().value().map(job -> job.asked().running());
        if (facts.suspend()) {
            return running.filter(on -> on)
                    .map(on -> begin(OperationType.SUSPEND, OperationPhase.DRAIN, stored.current()));
        }
        // A job that is gone although it should run is not started again by itself: from where, is not ours to guess.
        boolean stopped = running.map(on -> !on).orElse(stored.suspended());
        if (!stopped) {
            return Optional.empty();
        }
        if (facts.job().value().filter(JobState::isStoppedWithoutSavepoint).isPresent()) {
            // From where to go on is not ours to guess: that somebody names.
            return Optional.empty();
        }
        if (wasStoppedElsewhere()) {
            return Optional.of(begin(OperationType.RESTART, OperationPhase.DRAIN, stored.current()));
        }
        Operation resume = begin(OperationType.RESUME, OperationPhase.START, stored.current())
                .operation();
        // One that was asked to stop and has not is asked to go on: it never left.
        boolean hasStopped = facts.job().isAbsent()
                || facts.job().value().filter(JobState::isStopped).isPresent();
        Optional<Origin> stop = stored.lastStop().map(Origin::of);
        // What a revision that was accepted meanwhile does not take over was agreed upon then.
        boolean isOfAnother = stop.flatMap(Origin::revision)
                .filter(state -> !stored.current().equals(Optional.of(state)))
                .isPresent();
        return Optional.of(new Beginning(
                stored, resume.withOrigin(stop.filter(known -> hasStopped)).droppingState(isOfAnother)));
    }

    /** Somebody has stopped it by hand: where, is kept before it goes on from there. */
    private boolean wasStoppedElsewhere() {
        Optional<JobState> job = facts.job().value();
        boolean isKnown = job.flatMap(JobState::savepointPath)
                .map(path -> stored.savepoints().stream()
                        .anyMatch(kept -> kept.path().equals(path)))
                .orElse(true);
        return job.isPresent() && !(stored.suspended() && isKnown);
    }

    private Optional<Beginning> restart() {
        return facts.wishes().askToRestart(stored.handled()) && !facts.suspend()
                ? Optional.of(handled(begin(OperationType.RESTART, OperationPhase.DRAIN, stored.current())
                        .operation()))
                : Optional.empty();
    }

    /** From the first look on, as nobody knows since when it should have been so. */
    private Optional<Beginning> backup() {
        Optional<Instant> from = stored.handled().scheduledFrom();
        boolean isDue = facts.wishes()
                .schedule()
                .filter(text -> Schedule.complaint(text).isEmpty())
                .filter(text -> from.filter(since -> Schedule.parse(text).isDue(since, now))
                        .isPresent())
                .isPresent();
        boolean isUp = facts.job().value().filter(JobState::isUp).isPresent();
        if (!isDue || !isUp) {
            return Optional.empty();
        }
        Operation operation = begin(OperationType.SAVEPOINT, OperationPhase.SNAPSHOT, stored.current())
                .operation();
        return Optional.of(new Beginning(stored.with(stored.handled().scheduled(now)), operation));
    }

    private Beginning begin(OperationType type, OperationPhase phase, Optional<RevisionName> to) {
        return new Beginning(stored, Operation.begin(type, phase, stored.current(), to, facts.generation(), now));
    }

    /** A rollout restarts the job anyway. What is to be restored is, once the job starts from it. */
    private Beginning handled(Operation operation) {
        Stored memory = stored.with(stored.handled().restarted(facts.wishes().restartNonce()));
        boolean triesAnother = operation.phase() == OperationPhase.SCHEMAS;
        return new Beginning(triesAnother ? memory.with(memory.lineage().withoutFailed()) : memory, operation);
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
                                .map(this::renewed)
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
