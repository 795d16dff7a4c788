package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.operator.acceptance.Draft;
import io.millrace.operator.acceptance.Verdict;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.revisions.RevisionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The operations of a pipeline, one at a time.
 *
 * <pre>
 *   Deploy    Schemas → Topics →         Start → Settle     nothing runs that would have to be stopped
 *   Upgrade   Schemas → Topics → Drain → Start → Settle
 *   Suspend                      Drain
 *   Resume                               Start → Settle
 *   Delete    RemoveJob → RemoveTopics
 * </pre>
 *
 * Start and Settle are left out while the spec says suspend. Until Drain the operation follows the spec; from there on it
 * works on the stored revision, and another spec makes a new operation that begins at Schemas again.
 */
public final class OperationPlanner {

    private OperationPlanner() {}

    public static OperationPlan plan(Stored stored, OperationFacts facts, Instant now) {
        if (facts.deleting()) {
            return advance(stored, deletion(stored, facts, now), facts, now);
        }
        return stored.operation()
                .map(operation -> carryOn(stored, operation, facts, now))
                .orElseGet(() -> begin(stored, facts, now));
    }

    private static Operation deletion(Stored stored, OperationFacts facts, Instant now) {
        return stored.operation()
                .filter(operation -> operation.type() == OperationType.DELETE)
                .orElseGet(() -> Operation.begin(
                        OperationType.DELETE, OperationPhase.REMOVE_JOB, Optional.empty(), facts.generation(), now));
    }

    private static OperationPlan begin(Stored stored, OperationFacts facts, Instant now) {
        Optional<Draft> draft = accepted(facts);
        if (draft.isPresent()) {
            Draft wanted = draft.get();
            if (stored.current().map(RevisionName::hash).equals(Optional.of(wanted.hash()))) {
                return inPlace(stored, wanted, facts);
            }
            OperationType type = stored.current().isPresent() ? OperationType.UPGRADE : OperationType.DEPLOY;
            return advance(stored, towards(wanted, type, stored, facts, now), facts, now);
        }
        return stored.current()
                .flatMap(current -> stopOrGo(stored, facts)
                        .map(type -> Operation.begin(type, first(type), stored.current(), facts.generation(), now)))
                .map(operation -> advance(stored, operation, facts, now))
                .orElseGet(() -> atRest(stored, facts));
    }

    private static OperationPlan atRest(Stored stored, OperationFacts facts) {
        List<Effect> repairs = facts.repairs().stream()
                .<Effect>map(change -> new Effect.ChangeTopic(facts.cluster(), change))
                .toList();
        return new OperationPlan(stored, repairs, Optional.empty(), false);
    }

    /** The spec means the revision that is in place: it is noted, and the revision is stored again if it was lost. */
    private static OperationPlan inPlace(Stored stored, Draft wanted, OperationFacts facts) {
        Stored noted = stored.withSpecHash(wanted.specHash());
        boolean lost = noted.equals(stored) && facts.current().isAbsent();
        List<Effect> effects = lost
                ? List.of(new Effect.StoreRevision(
                        wanted.revision(stored.current().orElseThrow())))
                : List.of();
        return new OperationPlan(noted, effects, Optional.empty(), false);
    }

    /** Whether the spec wants a stopped job to run, or a running one to stop. */
    private static Optional<OperationType> stopOrGo(Stored stored, OperationFacts facts) {
        Optional<Boolean> running = facts.job().value().map(job -> job.asked().running());
        if (facts.suspend()) {
            return running.filter(on -> on).map(on -> OperationType.SUSPEND);
        }
        // A job that is gone although it should run is not started again by itself: from where, is not ours to guess.
        boolean stopped = running.map(on -> !on).orElse(stored.suspended());
        return stopped ? Optional.of(OperationType.RESUME) : Optional.empty();
    }

    private static OperationPlan carryOn(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        boolean frozen = isFrozen(operation.phase());
        Optional<Draft> draft = accepted(facts);
        if (draft.isPresent() && !operation.leadsTo(draft.get().hash())) {
            OperationType type = stopsFirst(operation, facts) ? OperationType.UPGRADE : OperationType.DEPLOY;
            Operation other = towards(draft.get(), type, stored, facts, now);
            return advance(
                    stored, operation.savepoint().map(other::withSavepoint).orElse(other), facts, now);
        }
        if (!frozen && facts.verdict().filter(Verdict.Refused.class::isInstance).isPresent()) {
            return OperationPlan.rest(stored.withoutOperation());
        }
        if (facts.suspend() && operation.phase() == OperationPhase.SETTLE) {
            return advance(
                    stored,
                    Operation.begin(
                            OperationType.SUSPEND,
                            OperationPhase.DRAIN,
                            operation.toRevision(),
                            facts.generation(),
                            now),
                    facts,
                    now);
        }
        boolean seen = draft.isPresent() || isMadeFrom(operation, facts);
        return advance(stored, seen ? operation.seenAt(facts.generation()) : operation, facts, now);
    }

    private static boolean isMadeFrom(Operation operation, OperationFacts facts) {
        return facts.stored(operation.toRevision())
                .filter(target -> target.specHash().equals(facts.specHash()))
                .isPresent();
    }

    // A job that was started and did not come up cannot be stopped with a savepoint. The next revision replaces it at
    // once; the Flink Kubernetes operator starts it from where the broken one would have started.
    private static boolean stopsFirst(Operation operation, OperationFacts facts) {
        boolean unsettled = operation.phase() == OperationPhase.START || operation.phase() == OperationPhase.SETTLE;
        boolean isUp = facts.job().value().filter(JobState::isUp).isPresent();
        return unsettled ? isUp : operation.type() != OperationType.DEPLOY;
    }

    private static Operation towards(
            Draft draft, OperationType type, Stored stored, OperationFacts facts, Instant now) {
        RevisionName name = stored.current()
                .filter(current -> current.hash().equals(draft.hash()))
                .orElseGet(() -> new RevisionName(stored.nextOrdinal(), draft.hash()));
        return Operation.begin(type, OperationPhase.SCHEMAS, Optional.of(name), facts.generation(), now);
    }

    /** Goes through the phases until one has something to do or to wait for. */
    private static OperationPlan advance(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        Stored next = stored.with(operation);
        for (OperationPhase phase : from(operation)) {
            Operation here = next.operation().orElse(operation).at(phase, now);
            next = Phases.enter(next.with(here), here, facts);
            Step step = Phases.step(next, here, facts, now);
            if (step instanceof Step.Complete complete) {
                next = complete.learnt().apply(next);
            } else if (!next.equals(stored)) {
                return new OperationPlan(next, List.of(), waiting(step), false);
            } else {
                List<Effect> effects = step instanceof Step.Work work ? work.effects() : List.of();
                return new OperationPlan(next, effects, waiting(step), false);
            }
        }
        if (operation.type() == OperationType.DELETE) {
            return new OperationPlan(stored, List.of(new Effect.RemoveRevisions()), Optional.empty(), true);
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

    private static OperationPhase first(OperationType type) {
        return phases(type).get(0);
    }

    private static List<OperationPhase> phases(OperationType type) {
        return switch (type) {
            case DEPLOY ->
                List.of(OperationPhase.SCHEMAS, OperationPhase.TOPICS, OperationPhase.START, OperationPhase.SETTLE);
            case UPGRADE ->
                List.of(
                        OperationPhase.SCHEMAS,
                        OperationPhase.TOPICS,
                        OperationPhase.DRAIN,
                        OperationPhase.START,
                        OperationPhase.SETTLE);
            case SUSPEND -> List.of(OperationPhase.DRAIN);
            case RESUME -> List.of(OperationPhase.START, OperationPhase.SETTLE);
            case DELETE -> List.of(OperationPhase.REMOVE_JOB, OperationPhase.REMOVE_TOPICS);
        };
    }

    /** Whether the operation works on the stored revision whatever the spec says. */
    public static boolean isFrozen(OperationPhase phase) {
        return phase != OperationPhase.SCHEMAS && phase != OperationPhase.TOPICS;
    }

    private static Optional<Draft> accepted(OperationFacts facts) {
        return facts.verdict().filter(Verdict.Accepted.class::isInstance).map(verdict -> ((Verdict.Accepted) verdict)
                .draft());
    }
}
