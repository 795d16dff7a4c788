package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.operator.acceptance.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The operations of a pipeline, one at a time.
 *
 * <pre>
 *   Deploy    Schemas → Topics →         Start → Settle → Tidy     nothing runs that would have to be stopped
 *   Upgrade   Schemas → Topics → Drain → Start → Settle → Tidy
 *   Rollback                             Start → Settle → Tidy
 *   Suspend                      Drain
 *   Resume                               Start → Settle
 *   Restart                      Drain → Start → Settle
 *   Restore                      Drain → Start → Settle
 *   Delete                       Drain → RemoveJob → RemoveTopics
 * </pre>
 *
 * Start and Settle are left out while the spec says suspend. Until Drain the operation follows the spec; from there on it
 * works on the stored revision, and another spec makes a new operation that begins at Schemas again.
 */
public final class OperationPlanner {

    private OperationPlanner() {}

    public static OperationPlan plan(Stored stored, OperationFacts facts, Instant now) {
        if (facts.deleting()) {
            return advance(stored, stored, deletion(stored, facts, now), facts, now);
        }
        return stored.operation()
                .map(operation -> carryOn(stored, operation, facts, now))
                .orElseGet(() -> Beginnings.next(stored, facts, now)
                        .map(beginning -> advance(stored, beginning.memory(), beginning.operation(), facts, now))
                        .orElseGet(() -> AtRest.plan(stored, facts)));
    }

    private static Operation deletion(Stored stored, OperationFacts facts, Instant now) {
        Optional<Operation> before = stored.operation();
        // A first job that has not committed anything has no state to save.
        boolean hasState = before.filter(operation -> operation.type() == OperationType.DEPLOY
                        && !operation.progress().committed())
                .isEmpty();
        return before.filter(operation -> operation.type() == OperationType.DELETE)
                .orElseGet(() -> Operation.begin(
                        OperationType.DELETE,
                        hasState ? OperationPhase.DRAIN : OperationPhase.REMOVE_JOB,
                        stored.current(),
                        Optional.empty(),
                        facts.generation(),
                        now));
    }

    private static OperationPlan carryOn(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        Optional<Beginnings.Beginning> other = Beginnings.instead(stored, operation, facts, now);
        if (other.isPresent()) {
            return advance(stored, other.get().memory(), other.get().operation(), facts, now);
        }
        boolean refused =
                facts.verdict().filter(Verdict.Refused.class::isInstance).isPresent();
        if (!isFrozen(operation.phase()) && refused) {
            return OperationPlan.rest(stored.withoutOperation());
        }
        boolean seen = Beginnings.accepted(facts).isPresent() || isMadeFrom(operation, facts);
        return advance(stored, stored, seen ? operation.seenAt(facts.generation()) : operation, facts, now);
    }

    private static boolean isMadeFrom(Operation operation, OperationFacts facts) {
        return facts.stored(operation.to())
                .filter(target -> target.specHash().equals(facts.specHash()))
                .isPresent();
    }

    /**
     * Goes through the phases until one has something to do or to wait for.
     *
     * @param stored what is in the status now
     * @param memory the same with what is to be remembered from here on
     */
    private static OperationPlan advance(
            Stored stored, Stored memory, Operation operation, OperationFacts facts, Instant now) {
        Stored next = memory.with(operation);
        for (OperationPhase phase : from(operation)) {
            Operation here = next.operation().orElse(operation).at(phase, now);
            next = Phases.enter(next.with(here), here, facts);
            Step step = Phases.step(next, here, facts, now);
            if (step instanceof Step.Complete complete) {
                next = complete.learnt().apply(next);
            } else if (step instanceof Step.GiveUp given) {
                Beginnings.Beginning back = Beginnings.rollback(next, here, given, facts, now);
                return advance(stored, back.memory(), back.operation(), facts, now);
            } else if (step instanceof Step.Note note) {
                return OperationPlan.waiting(note.learnt().apply(next), note.waiting());
            } else if (!next.equals(stored)) {
                return new OperationPlan(next, List.of(), waiting(step), false);
            } else {
                List<Effect> effects = step instanceof Step.Work work ? work.effects() : List.of();
                return new OperationPlan(next, effects, waiting(step), false);
            }
        }
        if (operation.type() == OperationType.DELETE) {
            return next.equals(stored)
                    ? new OperationPlan(stored, List.of(new Effect.RemoveRevisions()), Optional.empty(), true)
                    : OperationPlan.rest(next);
        }
        return OperationPlan.rest(next.withoutOperation());
    }

    private static Optional<OperationPlan.Waiting> waiting(Step step) {
        return step instanceof Step.Await await ? Optional.of(await.waiting()) : Optional.empty();
    }

    private static List<OperationPhase> from(Operation operation) {
        List<OperationPhase> phases = phases(operation.type());
        return phases.subList(Math.max(0, phases.indexOf(operation.phase())), phases.size());
    }

    private static List<OperationPhase> phases(OperationType type) {
        return switch (type) {
            case DEPLOY ->
                List.of(
                        OperationPhase.SCHEMAS,
                        OperationPhase.TOPICS,
                        OperationPhase.START,
                        OperationPhase.SETTLE,
                        OperationPhase.TIDY);
            case UPGRADE, RESTORE ->
                List.of(
                        OperationPhase.SCHEMAS,
                        OperationPhase.TOPICS,
                        OperationPhase.DRAIN,
                        OperationPhase.START,
                        OperationPhase.SETTLE,
                        OperationPhase.TIDY);
            case ROLLBACK -> List.of(OperationPhase.START, OperationPhase.SETTLE, OperationPhase.TIDY);
            case SUSPEND -> List.of(OperationPhase.DRAIN);
            case RESUME -> List.of(OperationPhase.START, OperationPhase.SETTLE);
            case RESTART -> List.of(OperationPhase.DRAIN, OperationPhase.START, OperationPhase.SETTLE);
            case DELETE -> List.of(OperationPhase.DRAIN, OperationPhase.REMOVE_JOB, OperationPhase.REMOVE_TOPICS);
        };
    }

    /** Whether the operation works on the stored revision whatever the spec says. */
    public static boolean isFrozen(OperationPhase phase) {
        return phase != OperationPhase.SCHEMAS && phase != OperationPhase.TOPICS;
    }
}
