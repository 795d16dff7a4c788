package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.operator.canary.StaleNames;
import io.millrace.operator.operations.Advice;
import io.millrace.operator.operations.Leftovers;
import io.millrace.operator.operations.Lineage;
import io.millrace.operator.operations.Operation;
import io.millrace.operator.operations.OperationPlan;
import io.millrace.operator.operations.Stored;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import io.millrace.operator.status.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether what the spec asks for is in place or on its way. */
final class ProgressStanding {

    private ProgressStanding() {}

    static Standing of(Observation seen, OperationPlan plan, Outcome outcome, Instant now) {
        Standing standing = inTime(seen, plan, outcome, now);
        boolean isLate = plan.next()
                .operation()
                .filter(operation -> operation.isLate(seen.facts(), now))
                .isPresent();
        return isLate && !standing.isFalse() ? late(standing, plan) : standing;
    }

    private static Standing late(Standing standing, OperationPlan plan) {
        String doing = plan.next().operation().map(ProgressStanding::sentence).orElse("");
        String why = standing.message().startsWith(doing) ? standing.message() : doing + ": " + standing.message();
        return Standing.no(
                Reason.DEADLINE_EXCEEDED,
                why
                        + "; this takes longer than spec.rollout.deadlines.start, and goes on by itself when that is mended");
    }

    private static Standing inTime(Observation seen, OperationPlan plan, Outcome outcome, Instant now) {
        List<Refusal> refusals = Standings.refusals(seen);
        if (!refusals.isEmpty()) {
            return Standing.no(refusals.get(0).reason(), Standings.sentences(refusals) + stays(plan));
        }
        if (outcome.failure().isPresent()) {
            return Standings.failed(outcome.failure().get(), Leftovers.advice(plan.next(), seen.facts(), now));
        }
        List<Outage> outages = Standings.outages(seen);
        if (!outages.isEmpty()) {
            return Standing.unknown(outages.get(0));
        }
        return plan.next()
                .operation()
                .filter(operation -> !operation.isBackup())
                .map(operation -> underWay(operation, seen, plan))
                .orElseGet(() -> atRest(seen, plan));
    }

    private static Standing atRest(Observation seen, OperationPlan plan) {
        Lineage lineage = plan.next().lineage();
        Optional<Lineage.Failed> failed =
                lineage.failed().filter(known -> lineage.hasFailed(seen.facts().specHash()));
        if (failed.isPresent()) {
            return Standing.no(
                    plan.next().gaveUpCandidate(failed.get().name()) ? Reason.CANARY_ABORTED : Reason.ROLLED_BACK,
                    failed.get().message()
                            + ". It is not tried again until the spec changes or spec.restartNonce has a new value"
                            + notRestored(seen)
                            + notDone(seen, plan));
        }
        return plan.waiting()
                .map(waiting -> waiting.overdue()
                        ? Standing.no(waiting.reason(), waiting.message())
                        : Standing.yes(waiting.reason(), waiting.message()))
                .or(() -> tried(plan))
                .orElseGet(() -> Standing.yes(
                        Reason.IN_PLACE,
                        lineage.current()
                                .map(current -> "the spec is in place as revision " + current)
                                .orElse("")));
    }

    private static Optional<Standing> tried(OperationPlan plan) {
        return plan.next()
                .candidateStanding()
                .map(candidate -> Standing.yes(
                        Reason.COMPARING,
                        "the spec runs as candidate " + candidate.name() + " beside revision " + candidate.live()
                                + "; spec.rollout.promote: " + candidate.name() + " puts it in place, and"
                                + " spec.rollout.abort gives it up"));
    }

    private static String stays(OperationPlan plan) {
        return plan.next()
                .current()
                .map(current -> ". Revision " + current + " stays in place")
                .orElse("");
    }

    // Otherwise it would be on its way.
    private static String notRestored(Observation seen) {
        return seen.facts().asked().isPresent() ? "; spec.restore: " + Advice.RESTORE_WHAT_IS_LIVE : "";
    }

    /** What else the spec asks for, in vain. */
    private static String notDone(Observation seen, OperationPlan plan) {
        Stored stored = plan.next();
        return StaleNames.complaint(seen.facts().wishes().canary(), stored.candidate(), stored.current())
                .map(sentence -> "; " + sentence)
                .orElse("");
    }

    private static Standing underWay(Operation operation, Observation seen, OperationPlan plan) {
        String doing = sentence(operation)
                + plan.waiting().map(waiting -> ": " + waiting.message()).orElse("")
                + notDone(seen, plan);
        boolean overdue = plan.waiting().filter(OperationPlan.Waiting::overdue).isPresent();
        return overdue ? Standing.no(overdue(plan), doing) : Standing.yes(reason(operation.type()), doing);
    }

    private static Reason overdue(OperationPlan plan) {
        return plan.waiting()
                .map(OperationPlan.Waiting::reason)
                .filter(reason -> reason == Reason.MANUAL_DECISION || reason == Reason.CANARY_BLOCKED)
                .orElse(Reason.DEADLINE_EXCEEDED);
    }

    private static String sentence(Operation operation) {
        String phase = phase(operation.phase());
        return operation.to().map(to -> "revision " + to + ": " + phase).orElse(phase);
    }

    private static String phase(OperationPhase phase) {
        return switch (phase) {
            case REMOVE_CANARY -> "removing the candidate and what was made for it";
            case SCHEMAS -> "registering schemas";
            case TOPICS -> "making topics ready";
            case DRAIN -> "stopping the job with a savepoint";
            case SNAPSHOT -> "taking a savepoint";
            case KEEP -> "keeping what is known of the savepoint";
            case START -> "starting the job";
            case SETTLE -> "settling";
            case TIDY -> "removing what is not needed any more";
            case REMOVE_JOB -> "removing the job";
            case REMOVE_TOPICS -> "deleting topics";
        };
    }

    private static Reason reason(OperationType type) {
        return switch (type) {
            case DEPLOY -> Reason.DEPLOYING;
            case UPGRADE -> Reason.UPGRADING;
            case ROLLBACK -> Reason.ROLLING_BACK;
            case RESTART -> Reason.RESTARTING;
            case RESTORE -> Reason.RESTORING;
            case SAVEPOINT -> Reason.SAVING;
            case CANARY -> Reason.REHEARSING;
            case ABORT -> Reason.DISMISSING;
            case SUSPEND -> Reason.SUSPENDING;
            case RESUME -> Reason.RESUMING;
            case DELETE -> Reason.DELETING;
        };
    }
}
