package io.millrace.operator.operations;

import io.millrace.definition.RunSettings.Slot;
import io.millrace.operator.acceptance.Draft;
import io.millrace.operator.canary.CanaryDecision;
import io.millrace.operator.canary.StaleNames;
import io.millrace.operator.result.Reason;
import io.millrace.operator.revisions.RevisionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What there is to do while no operation is under way. */
final class AtRest {

    private AtRest() {}

    static OperationPlan plan(Stored stored, OperationFacts facts, Instant now) {
        OperationPlan plan = asWanted(stored, facts, now);
        // What there is to note is noted first.
        return plan.next().equals(stored) ? plan.and(lostFiles(facts)) : plan;
    }

    /** Whatever the spec says meanwhile, they are of the revision that is stored. */
    private static List<Effect> lostFiles(OperationFacts facts) {
        return facts.phaseFacts().withoutFiles().stream()
                .flatMap(slot -> (slot == Slot.CANARY ? facts.canary().revision() : facts.current())
                        .value().<Effect>map(revision -> new Effect.StoreRevision(slot, revision)).stream())
                .toList();
    }

    private static OperationPlan asWanted(Stored stored, OperationFacts facts, Instant now) {
        Optional<Draft> draft = Beginnings.accepted(facts);
        if (draft.isPresent()) {
            boolean inPlace = stored.current()
                    .map(RevisionName::hash)
                    .equals(Optional.of(draft.get().hash()));
            return inPlace ? inPlace(stored, draft.get(), facts) : asCandidate(stored, draft.get(), facts, now);
        }
        if (facts.wishes().schedule().isPresent()
                && stored.handled().scheduledFrom().isEmpty()) {
            return OperationPlan.rest(stored.with(stored.handled().scheduled(now)));
        }
        List<Effect> repairs = facts.repairs().stream()
                .<Effect>map(change -> new Effect.ChangeTopic(facts.cluster(), change))
                .toList();
        return new OperationPlan(stored, repairs, complaint(stored, facts, now), false);
    }

    /** The spec means the revision that is in place: it is noted, and the revision is stored again if it was lost. */
    private static OperationPlan inPlace(Stored stored, Draft wanted, OperationFacts facts) {
        Stored noted = stored.with(stored.lineage().withSpecHash(wanted.specHash()));
        boolean lost = noted.equals(stored) && facts.current().isAbsent();
        List<Effect> effects = lost
                ? List.of(new Effect.StoreRevision(
                        wanted.revision(stored.current().orElseThrow())))
                : List.of();
        return new OperationPlan(noted, effects, Optional.empty(), false);
    }

    /** The spec means the candidate, or one that cannot be begun now. */
    private static OperationPlan asCandidate(Stored stored, Draft wanted, OperationFacts facts, Instant now) {
        return stored.candidateStanding()
                .filter(candidate -> candidate.name().hash().equals(wanted.hash()))
                .map(candidate -> new OperationPlan(
                        stored.with(candidate.withSpecHash(wanted.specHash())),
                        List.of(),
                        promotion(stored, facts, now),
                        false))
                .orElseGet(() -> new Candidates(stored, facts, now)
                        .hindrance()
                        .map(why -> OperationPlan.waiting(stored, untilThen(why)))
                        .orElseGet(() -> OperationPlan.rest(stored)));
    }

    private static OperationPlan.Waiting untilThen(String why) {
        return OperationPlan.Waiting.on(
                Reason.REHEARSING,
                why
                        + "; then the new revision is tried beside the live job. spec.rollout.strategy: Savepoint would start"
                        + " it at once");
    }

    private static Optional<OperationPlan.Waiting> promotion(Stored stored, OperationFacts facts, Instant now) {
        if (facts.asked().isPresent() && stored.candidateStanding().isPresent()) {
            return Optional.of(OperationPlan.Waiting.tooLong(
                    Reason.PROMOTION_REFUSED,
                    "spec.restore: the spec asks for a revision that runs as a candidate, and "
                            + Advice.RESTORE_WHAT_IS_LIVE));
        }
        return Candidates.decision(stored, facts.wishes(), facts.evidence(), now)
                .filter(CanaryDecision.Stay.class::isInstance)
                .flatMap(decision -> ((CanaryDecision.Stay) decision).complaint())
                .or(() -> StaleNames.complaint(facts.wishes().canary(), stored.candidate(), stored.current()))
                .map(sentence -> OperationPlan.Waiting.tooLong(Reason.PROMOTION_REFUSED, sentence));
    }

    /** About what is no part of a revision, so that nothing is refused for it. */
    private static Optional<OperationPlan.Waiting> complaint(Stored stored, OperationFacts facts, Instant now) {
        return facts.wishes()
                .schedule()
                .flatMap(Schedule::complaint)
                .or(() -> facts.wishes().canary().complaint())
                .map(sentence -> OperationPlan.Waiting.tooLong(Reason.SPEC_INVALID, sentence))
                .or(() -> promotion(stored, facts, now));
    }
}
