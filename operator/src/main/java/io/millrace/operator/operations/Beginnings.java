package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutOutcome;
import io.millrace.operator.acceptance.Draft;
import io.millrace.operator.acceptance.Verdict;
import io.millrace.operator.canary.Candidate;
import io.millrace.operator.jobs.JobState;
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

    Beginnings(Stored stored, OperationFacts facts, Instant now) {
        this.stored = stored;
        this.facts = facts;
        this.now = now;
    }

    /** While nothing is under way. */
    static Optional<Beginning> next(Stored stored, OperationFacts facts, Instant now) {
        return new Beginnings(stored, facts, now).next();
    }

    static Optional<Draft> accepted(OperationFacts facts) {
        return facts.verdict().filter(Verdict.Accepted.class::isInstance).map(verdict -> ((Verdict.Accepted) verdict)
                .draft());
    }

    Optional<Beginning> next() {
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

    /** A restored savepoint takes the place of the one at the cut. */
    Beginning rollout(Draft draft, Optional<RevisionName> from) {
        OperationType type = facts.asked().isPresent()
                ? OperationType.RESTORE
                : from.isPresent() ? OperationType.UPGRADE : OperationType.DEPLOY;
        return handled(towards(draft, type, from).withOrigin(facts.asked().map(this::renewed)));
    }

    Origin renewed(Origin origin) {
        return origin.renewedBy(now.toEpochMilli());
    }

    Operation towards(Draft draft, OperationType type, Optional<RevisionName> from) {
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
        boolean isKnown =
                job.flatMap(JobState::savepointPath).map(stored::keeps).orElse(true);
        return job.isPresent() && !(stored.suspended() && isKnown);
    }

    Optional<Beginning> restart() {
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
    Beginning handled(Operation operation) {
        Stored memory = stored.with(stored.handled().restarted(facts.wishes().restartNonce()));
        boolean triesAnother = operation.phase() == OperationPhase.SCHEMAS;
        return new Beginning(triesAnother ? memory.with(memory.lineage().withoutFailed()) : memory, operation);
    }
}
