package io.millrace.operator.operations;

import static io.millrace.api.v1alpha1.PipelineStatus.OperationPhase.DRAIN;
import static io.millrace.api.v1alpha1.PipelineStatus.OperationPhase.KEEP;
import static io.millrace.api.v1alpha1.PipelineStatus.OperationPhase.REMOVE_CANARY;
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
import io.millrace.api.v1alpha1.PipelineStatus.RolloutOutcome;
import io.millrace.operator.acceptance.Verdict;
import io.millrace.operator.canary.CanaryDecision;
import io.millrace.operator.canary.Evidence;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
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
 *   Canary      Schemas → Topics → Snapshot → Keep → Start → Settle           of a candidate, beside what is live
 *   Abort                                                          Tidy
 *   Delete                         Drain → RemoveJob → RemoveTopics
 * </pre>
 *
 * While a candidate is there, each but Savepoint begins with RemoveCanary.
 *
 * Start and Settle are left out while the spec says suspend. Until Drain the operation follows the spec; from there on it
 * works on the stored revision, and another spec makes a new operation that begins at Schemas again.
 */
public final class OperationPlanner {

    private OperationPlanner() {}

    public static OperationPlan plan(Stored stored, OperationFacts facts, Instant now) {
        if (facts.deleting()) {
            return begin(stored, new Beginnings.Beginning(stored, deletion(stored, facts, now)), facts, now);
        }
        return stored.operation()
                .map(operation -> carryOn(stored, operation, facts, now))
                .orElseGet(() -> Beginnings.next(stored, facts, now)
                        .map(beginning -> begin(stored, beginning, facts, now))
                        .orElseGet(() -> AtRest.plan(stored, facts, now)));
    }

    /** Nothing happens to what is live while a candidate of it is there. */
    private static OperationPlan begin(
            Stored stored, Beginnings.Beginning beginning, OperationFacts facts, Instant now) {
        Beginnings.Beginning cleared = beginning.afterTheCandidate(now);
        return advance(stored, cleared.memory(), cleared.operation(), facts, now);
    }

    private static Operation deletion(Stored stored, OperationFacts facts, Instant now) {
        Optional<Operation> before = stored.operation();
        return before.filter(operation -> operation.type() == OperationType.DELETE)
                .orElseGet(() -> Operation.begin(
                        OperationType.DELETE,
                        before.filter(operation -> hasNothingToSave(stored, operation, facts))
                                        .isPresent()
                                ? REMOVE_JOB
                                : DRAIN,
                        stored.current(),
                        Optional.empty(),
                        facts.generation(),
                        now));
    }

    // A job that does not run and has committed nothing has no state but the savepoint that it was started from. One
    // that goes on from a checkpoint, or was never stopped, has what nobody else keeps.
    private static boolean hasNothingToSave(Stored stored, Operation operation, OperationFacts facts) {
        boolean runs = facts.job().value().filter(JobState::isUp).isPresent();
        boolean isTheFirst =
                operation.isFromNothing() || (operation.type() == OperationType.DEPLOY && operation.phase() != TIDY);
        boolean isFromSavepoint = operation.isUnsettled()
                && operation.origin().filter(Origin::isSavepoint).isPresent();
        return (isTheFirst || isFromSavepoint) && !runs && !mayHaveWritten(stored, operation, facts);
    }

    private static boolean mayHaveWritten(Stored stored, Operation operation, OperationFacts facts) {
        boolean isInLedger = operation.origin().isPresent()
                ? operation.isInLedger(
                        facts.ledger(),
                        facts.job().value().filter(job -> Starting.isStarted(operation, job)),
                        stored.lineage())
                : facts.ledger().value().isPresent();
        return operation.progress().committed()
                || isInLedger
                || facts.job()
                        .value()
                        .flatMap(facts::figuresOf)
                        .filter(JobFigures::hasCheckpoint)
                        .isPresent();
    }

    private static OperationPlan carryOn(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        Optional<RevisionName> outlived = Outlived.by(stored, operation, facts);
        if (outlived.isPresent()) {
            return OperationPlan.rest(Replacements.outlived(stored, operation, outlived.get(), facts, now));
        }
        Optional<Beginnings.Beginning> other = Replacements.instead(stored, operation, facts, now);
        if (other.isPresent()) {
            return begin(stored, instead(operation, other.get()), facts, now);
        }
        Optional<Outage> doubt = Outlived.doubt(stored, operation, facts);
        if (doubt.isPresent()) {
            boolean isLate = operation.hasLasted(facts.wishes().deadlines().start(), facts, now);
            return OperationPlan.waiting(
                    stored,
                    new OperationPlan.Waiting(doubt.get().reason(), doubt.get().message(), isLate));
        }
        Candidates candidates = new Candidates(stored, facts, now);
        if (candidates.areNotWantedFor(operation)) {
            return OperationPlan.rest(Beginnings.replaced(stored).withoutOperation());
        }
        if (candidates.overtake(operation)) {
            return OperationPlan.rest(Candidates.overtaken(stored, operation).withoutOperation());
        }
        boolean refused =
                facts.verdict().filter(Verdict.Refused.class::isInstance).isPresent();
        if (!isFrozen(operation.phase()) && refused) {
            return OperationPlan.rest(withdrawn(stored, operation, facts));
        }
        boolean seen = Beginnings.accepted(facts).isPresent() || isMadeFrom(operation, facts);
        return advance(stored, stored, seen ? operation.seenAt(facts.generation()) : operation, facts, now);
    }

    private static Beginnings.Beginning instead(Operation operation, Beginnings.Beginning other) {
        return other.operation().to().equals(operation.to())
                ? other
                : new Beginnings.Beginning(Candidates.overtaken(other.memory(), operation), other.operation());
    }

    /** What was pinned for another revision is not in use. */
    private static Stored withdrawn(Stored stored, Operation operation, OperationFacts facts) {
        if (operation.isOfCandidate()) {
            return Beginnings.replaced(stored).withoutOperation();
        }
        List<Revision.PinnedSchema> inUse =
                facts.current().value().map(Revision::schemas).orElse(List.of());
        Stored memory = Candidates.notPromoted(
                stored,
                operation,
                RolloutOutcome.REPLACED,
                "was not promoted, as the spec was refused before its revision was in place");
        return memory.withSchemas(StatusLists.schemas(inUse)).withoutOperation();
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
                Stored left =
                        Candidates.notPromoted(next, here, RolloutOutcome.ABORTED, "was not promoted: " + given.why());
                return begin(stored, Replacements.rollback(left, here, given, facts, now), facts, now);
            } else if (step instanceof Step.Abandon abandoned) {
                return begin(stored, Replacements.abandon(next, abandoned.why(), facts, now), facts, now);
            } else if (step instanceof Step.Note note) {
                return OperationPlan.waiting(note.learnt().apply(next), note.waiting());
            } else if (!next.equals(stored)) {
                return new OperationPlan(next, List.of(), waiting(step), false);
            } else if (step instanceof Step.Work work) {
                return new OperationPlan(next, work.effects(), work.learnt().apply(next), Optional.empty(), false);
            } else {
                return new OperationPlan(next, List.of(), waiting(step), false);
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
            case DEPLOY -> List.of(REMOVE_CANARY, SCHEMAS, TOPICS, START, SETTLE, TIDY);
            case UPGRADE, RESTORE -> List.of(REMOVE_CANARY, SCHEMAS, TOPICS, DRAIN, KEEP, START, SETTLE, TIDY);
            case ROLLBACK, RESUME -> List.of(REMOVE_CANARY, START, SETTLE, TIDY);
            case SUSPEND -> List.of(REMOVE_CANARY, DRAIN, KEEP);
            case RESTART -> List.of(REMOVE_CANARY, DRAIN, KEEP, START, SETTLE, TIDY);
            case SAVEPOINT -> List.of(SNAPSHOT, KEEP, TIDY);
            case CANARY -> List.of(REMOVE_CANARY, SCHEMAS, TOPICS, SNAPSHOT, KEEP, START, SETTLE);
            case ABORT -> List.of(REMOVE_CANARY, TIDY);
            case DELETE -> List.of(REMOVE_CANARY, DRAIN, REMOVE_JOB, REMOVE_TOPICS);
        };
    }

    /** Whether a spec is a candidate's that stays one: there is nothing to judge then. */
    public static boolean isTried(Stored stored, String specHash, Wishes wishes, Evidence evidence, Instant now) {
        boolean its = stored.candidateStanding()
                .filter(candidate -> candidate.specHash().equals(specHash))
                .filter(candidate -> candidate.columns().equals(wishes.canary().columns()))
                .isPresent();
        boolean stays = Candidates.decision(stored, wishes, evidence, now)
                .filter(CanaryDecision.Promote.class::isInstance)
                .isEmpty();
        return its && stays && wishes.canary().rehearse();
    }

    /** Whether another state can be had now: what is under way does not wait for one it can go back to. */
    public static boolean takesUpRestore(Stored stored, Observed<JobState> job) {
        return stored.operation()
                .map(operation -> operation.lacksState(job)
                        || (operation.phase() == SETTLE
                                && !operation.isBesideTheLiveJob()
                                && GoingBack.cut(stored, operation).isEmpty()))
                .orElse(true);
    }

    /** Whether what the job has written decides what comes next, so that Flink is asked anew in each turn. */
    public static boolean isDecidedByFigures(Operation operation) {
        return !operation.isBesideTheLiveJob() && (operation.isUnsettled() || operation.isOnItsWay());
    }

    /** Whether the operation works on the stored revision whatever the spec says. */
    public static boolean isFrozen(OperationPhase phase) {
        return phase != SCHEMAS && phase != TOPICS;
    }
}
