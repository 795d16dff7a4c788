package io.millrace.operator.operations;

import static io.millrace.api.v1alpha1.PipelineStatus.OperationPhase.DRAIN;
import static io.millrace.api.v1alpha1.PipelineStatus.OperationPhase.KEEP;
import static io.millrace.api.v1alpha1.PipelineStatus.OperationPhase.REMOVE_JOB;
import static io.millrace.api.v1alpha1.PipelineStatus.OperationPhase.REMOVE_TOPICS;
import static io.millrace.api.v1alpha1.PipelineStatus.OperationPhase.SCHEMAS;
import static io.millrace.api.v1alpha1.PipelineStatus.OperationPhase.SETTLE;
import static io.millrace.api.v1alpha1.PipelineStatus.OperationPhase.SNAPSHOT;
import static io.millrace.api.v1alpha1.PipelineStatus.OperationPhase.START;
import static io.millrace.api.v1alpha1.PipelineStatus.OperationPhase.TIDY;
import static io.millrace.api.v1alpha1.PipelineStatus.OperationPhase.TOPICS;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.operator.acceptance.Verdict;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.revisions.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The operations of a pipeline, one at a time.
 *
 * <pre>
 *   Deploy      Schemas → Topics →                Start → Settle → Tidy     nothing runs that would have to be stopped
 *   Upgrade     Schemas → Topics → Drain → Keep → Start → Settle → Tidy
 *   Restore     Schemas → Topics → Drain → Keep → Start → Settle → Tidy
 *   Restart                        Drain → Keep → Start → Settle → Tidy
 *   Rollback                                      Start → Settle → Tidy
 *   Resume                                        Start → Settle → Tidy
 *   Suspend                        Drain → Keep
 *   Savepoint                   Snapshot → Keep →                  Tidy
 *   Delete                         Drain → RemoveJob → RemoveTopics
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
                        .orElseGet(() -> AtRest.plan(stored, facts, now)));
    }

    private static Operation deletion(Stored stored, OperationFacts facts, Instant now) {
        Optional<Operation> before = stored.operation();
        return before.filter(operation -> operation.type() == OperationType.DELETE)
                .orElseGet(() -> Operation.begin(
                        OperationType.DELETE,
                        before.filter(operation -> hasNothingToSave(operation, facts))
                                        .isPresent()
                                ? REMOVE_JOB
                                : DRAIN,
                        stored.current(),
                        Optional.empty(),
                        facts.generation(),
                        now));
    }

    // A job that does not run and has committed nothing has no state but the one that it was started from.
    private static boolean hasNothingToSave(Operation operation, OperationFacts facts) {
        boolean runs = facts.job().value().filter(JobState::isUp).isPresent();
        boolean mayHaveStarted = operation.isUnsettled() || operation.type() == OperationType.DEPLOY;
        return mayHaveStarted && !operation.progress().committed() && !runs;
    }

    private static OperationPlan carryOn(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        Optional<Beginnings.Beginning> other = Beginnings.instead(stored, operation, facts, now);
        if (other.isPresent()) {
            return advance(stored, other.get().memory(), other.get().operation(), facts, now);
        }
        boolean refused =
                facts.verdict().filter(Verdict.Refused.class::isInstance).isPresent();
        if (!isFrozen(operation.phase()) && refused) {
            return OperationPlan.rest(withdrawn(stored, facts));
        }
        boolean seen = Beginnings.accepted(facts).isPresent() || isMadeFrom(operation, facts);
        return advance(stored, stored, seen ? operation.seenAt(facts.generation()) : operation, facts, now);
    }

    /** What was pinned for another revision is not in use. */
    private static Stored withdrawn(Stored stored, OperationFacts facts) {
        List<Revision.PinnedSchema> inUse =
                facts.current().value().map(Revision::schemas).orElse(List.of());
        return stored.withSchemas(StatusLists.schemas(inUse)).withoutOperation();
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
            case DEPLOY -> List.of(SCHEMAS, TOPICS, START, SETTLE, TIDY);
            case UPGRADE, RESTORE -> List.of(SCHEMAS, TOPICS, DRAIN, KEEP, START, SETTLE, TIDY);
            case ROLLBACK, RESUME -> List.of(START, SETTLE, TIDY);
            case SUSPEND -> List.of(DRAIN, KEEP);
            case RESTART -> List.of(DRAIN, KEEP, START, SETTLE, TIDY);
            case SAVEPOINT -> List.of(SNAPSHOT, KEEP, TIDY);
            case DELETE -> List.of(DRAIN, REMOVE_JOB, REMOVE_TOPICS);
        };
    }

    /** Whether the operation works on the stored revision whatever the spec says. */
    public static boolean isFrozen(OperationPhase phase) {
        return phase != SCHEMAS && phase != TOPICS;
    }
}
