package io.millrace.operator.operations;

import io.millrace.operator.acceptance.Draft;
import io.millrace.operator.result.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What there is to do while no operation is under way. */
final class AtRest {

    private AtRest() {}

    static OperationPlan plan(Stored stored, OperationFacts facts, Instant now) {
        Optional<Draft> draft = Beginnings.accepted(facts);
        if (draft.isPresent()) {
            return inPlace(stored, draft.get(), facts);
        }
        if (facts.wishes().schedule().isPresent()
                && stored.handled().scheduledFrom().isEmpty()) {
            return OperationPlan.rest(stored.with(stored.handled().scheduled(now)));
        }
        List<Effect> repairs = facts.repairs().stream()
                .<Effect>map(change -> new Effect.ChangeTopic(facts.cluster(), change))
                .toList();
        return new OperationPlan(stored, repairs, complaint(facts), false);
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

    /** About what is no part of a revision, so that nothing is refused for it. */
    private static Optional<OperationPlan.Waiting> complaint(OperationFacts facts) {
        return facts.wishes()
                .schedule()
                .flatMap(Schedule::complaint)
                .map(sentence -> OperationPlan.Waiting.tooLong(Reason.SPEC_INVALID, sentence));
    }
}
