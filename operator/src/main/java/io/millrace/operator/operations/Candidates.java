package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutOutcome;
import io.millrace.operator.acceptance.Draft;
import io.millrace.operator.canary.CanaryDecision;
import io.millrace.operator.canary.CanaryRevision;
import io.millrace.operator.canary.Candidate;
import io.millrace.operator.canary.Evidence;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.ledger.Ledgers;
import io.millrace.operator.operations.Beginnings.Beginning;
import io.millrace.operator.revisions.RevisionName;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/** How candidates begin and end. */
final class Candidates {

    private static final Duration TIME_TO_READ = Duration.ofMinutes(1);

    private final Stored stored;
    private final OperationFacts facts;
    private final Instant now;

    Candidates(Stored stored, OperationFacts facts, Instant now) {
        this.stored = stored;
        this.facts = facts;
        this.now = now;
    }

    /** What is to become of the one that stands, while no operation is under way. */
    static Optional<CanaryDecision> decision(Stored stored, Wishes wishes, Evidence evidence, Instant now) {
        boolean mayPromote = wishes.restoreToDo(stored.handled()).isEmpty();
        return stored.candidateStanding()
                .map(candidate -> CanaryDecision.of(candidate, wishes.canary(), evidence, mayPromote, now));
    }

    /** Whether a new revision is tried beside the live one before it takes its place. */
    boolean comeFirst(Draft draft) {
        return facts.wishes().canary().rehearse() && stored.current().isPresent() && !stored.isPromoted(draft.hash());
    }

    /** Whether a candidate is being made while the spec means what is live again. */
    boolean areNotWantedFor(Operation operation) {
        return operation.type() == OperationType.CANARY
                && Beginnings.accepted(facts)
                        .filter(wanted ->
                                stored.current().map(RevisionName::hash).equals(Optional.of(wanted.hash())))
                        .isPresent();
    }

    /** Whether what is under way has touched nothing live yet, and another revision is to be tried now. */
    boolean overtake(Operation operation) {
        boolean early = operation.phase() == OperationPhase.REMOVE_CANARY
                || operation.phase() == OperationPhase.SCHEMAS
                || operation.phase() == OperationPhase.TOPICS;
        boolean isRollout = operation.type() == OperationType.UPGRADE || operation.type() == OperationType.RESTORE;
        return early
                && isRollout
                && Beginnings.accepted(facts)
                        .filter(wanted -> !operation.leadsTo(wanted.hash()) && comeFirst(wanted))
                        .isPresent();
    }

    /**
     * What was to be promoted by an operation that ends before anything was started for it: it was never live, so that the
     * same content is tried again before it is. What was made for the candidate may be gone by then.
     */
    static Stored notPromoted(Stored stored, Operation operation, RolloutOutcome outcome, String why) {
        return stored.candidate()
                .filter(candidate -> candidate.isPromoted() && operation.isOnItsWay())
                .filter(candidate -> operation.to().equals(Optional.of(candidate.name())))
                .map(candidate ->
                        stored.with(candidate.overtaken(outcome, "candidate " + candidate.name() + " " + why)))
                .orElse(stored);
    }

    /** What was promoted and did not settle; {@code empty} once it turns out that it does. */
    static Stored rolledBack(Stored stored, RevisionName name, Optional<String> why) {
        RolloutOutcome outcome = why.isPresent() ? RolloutOutcome.ROLLED_BACK : RolloutOutcome.PROMOTED;
        String rest = why.map(failure -> " and rolled back: " + failure).orElse("");
        return stored.candidate()
                .filter(candidate -> candidate.isPromoted() && candidate.name().equals(name))
                .map(candidate ->
                        stored.with(candidate.overtaken(outcome, "candidate " + name + " was promoted" + rest)))
                .orElse(stored);
    }

    static Stored overtaken(Stored stored, Operation operation) {
        return notPromoted(stored, operation, RolloutOutcome.REPLACED, "was given up for what the spec asks for now");
    }

    /** One that is to go, or whose removal was interrupted. */
    Optional<Beginning> ending() {
        Optional<Candidate> there = stored.candidateThere();
        if (there.isEmpty()) {
            return Optional.empty();
        }
        if (!there.get().stands()) {
            return Optional.of(new Beginning(stored, removal()));
        }
        if (stored.specHash().equals(Optional.of(facts.specHash()))) {
            String why = "candidate " + there.get().name() + " was given up: the spec asks for revision "
                    + stored.current().map(RevisionName::toString).orElse("") + " again";
            return Optional.of(new Beginning(stored.with(there.get().ending(RolloutOutcome.ABORTED, why)), removal()));
        }
        return decision(stored, facts.wishes(), facts.evidence(), now)
                .filter(CanaryDecision.GiveUp.class::isInstance)
                .map(CanaryDecision.GiveUp.class::cast)
                .filter(giveUp -> !giveUp.forTime() || hasReadWhatItCameTo())
                .map(giveUp -> givenUp(giveUp.why()));
    }

    // It may have passed while no operator was there; an operator that has just begun reads that in a moment.
    private boolean hasReadWhatItCameTo() {
        return facts.evidence().isCurrent() || facts.isOver(TIME_TO_READ, facts.watchedSince(), now);
    }

    /** It is not tried again until the spec changes. */
    Beginning givenUp(String why) {
        Candidate candidate = stored.candidateThere().orElseThrow();
        Lineage.Failed failed = new Lineage.Failed(candidate.name(), candidate.specHash(), why);
        Stored memory =
                stored.with(stored.lineage().withFailed(failed)).with(candidate.ending(RolloutOutcome.ABORTED, why));
        return new Beginning(memory, removal());
    }

    private Operation removal() {
        return Operation.begin(
                OperationType.ABORT,
                OperationPhase.REMOVE_CANARY,
                stored.current(),
                stored.candidate().map(Candidate::name),
                facts.generation(),
                now);
    }

    /** @param rollout to what is wanted, once it was tried */
    Optional<Beginning> of(Draft draft, Supplier<Beginning> rollout) {
        Optional<Candidate> standing = stored.candidateStanding()
                .filter(candidate -> candidate.name().hash().equals(draft.hash()))
                .filter(candidate ->
                        candidate.columns().equals(facts.wishes().canary().columns()));
        if (standing.isPresent()) {
            return decision(stored, facts.wishes(), facts.evidence(), now)
                    .filter(CanaryDecision.Promote.class::isInstance)
                    .map(decision -> promoted(standing.get(), rollout.get()));
        }
        return hindrance().isEmpty() ? Optional.of(tried(draft)) : Optional.empty();
    }

    /** Why none can begin now, if so. */
    Optional<String> hindrance() {
        Optional<JobState> live = facts.job().value().filter(job -> job.isUp() && !facts.suspend());
        return live.isEmpty() ? Optional.of("waiting for the live job to run") : overlap(live.get());
    }

    // Two runs that begin at one checkpoint number what they write alike: only by time can they be told apart.
    private Optional<String> overlap(JobState live) {
        if (Ledgers.isUnread(facts.ledger())) {
            return Optional.of("reading the live job's books");
        }
        Optional<LastBooks> books = facts.ledger().value();
        if (books.filter(last -> !last.run().equals(live.jobId())).isPresent()) {
            return Optional.of("waiting for the live job's first books");
        }
        return books.flatMap(LastBooks::wentBack)
                .map(at -> at.plus(CanaryRevision.CLOCKS_DIFFER))
                .filter(now::isBefore)
                .map(until -> "waiting until " + until.truncatedTo(ChronoUnit.SECONDS)
                        + ", as the live job has gone back to before what another one had written, which is not to be"
                        + " compared");
    }

    private Beginning promoted(Candidate candidate, Beginning rollout) {
        Candidate ending = candidate.ending(RolloutOutcome.PROMOTED, "candidate " + candidate.name() + " was promoted");
        return new Beginning(rollout.memory().with(ending), rollout.operation().to(candidate.name()));
    }

    private Beginning tried(Draft draft) {
        RevisionName name = new RevisionName(stored.nextOrdinal(), draft.hash());
        Operation operation = Operation.begin(
                        OperationType.CANARY,
                        OperationPhase.SCHEMAS,
                        stored.current(),
                        Optional.of(name),
                        facts.generation(),
                        now)
                .taking(draft);
        // Another try of what has failed is this one, and a promotion starts the job again anyway.
        Handled handled = stored.handled().restarted(facts.wishes().restartNonce());
        return new Beginning(stored.with(handled).with(stored.lineage().withoutFailed()), operation);
    }
}
