package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.operator.operations.Operation;
import io.millrace.operator.operations.OperationPlan;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import io.millrace.operator.status.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Whether what the spec asks for is in place or on its way. */
final class ProgressStanding {

    // Long enough for large state; a job that takes longer is looked at by a person.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private ProgressStanding() {}

    static Standing of(Observation seen, OperationPlan plan, Outcome outcome, Instant now) {
        List<Refusal> refusals = Standings.refusals(seen);
        if (!refusals.isEmpty()) {
            return Standing.no(refusals.get(0).reason(), Standings.sentences(refusals) + stays(plan));
        }
        if (outcome.failure().isPresent()) {
            return Standings.failed(outcome.failure().get());
        }
        List<Outage> outages = Standings.outages(seen);
        if (!outages.isEmpty()) {
            return Standing.unknown(outages.get(0));
        }
        return plan.next()
                .operation()
                .map(operation -> underWay(operation, plan, now))
                .orElseGet(() -> Standing.yes(
                        Reason.IN_PLACE,
                        plan.next()
                                .current()
                                .map(current -> "the spec is in place as revision " + current)
                                .orElse("")));
    }

    private static String stays(OperationPlan plan) {
        return plan.next()
                .current()
                .map(current -> ". Revision " + current + " stays in place")
                .orElse("");
    }

    private static Standing underWay(Operation operation, OperationPlan plan, Instant now) {
        String doing = sentence(operation)
                + plan.waiting().map(waiting -> ": " + waiting.message()).orElse("");
        boolean overdue = Duration.between(operation.phaseStartedAt(), now).compareTo(PATIENCE) > 0;
        return overdue
                ? Standing.no(
                        Reason.DEADLINE_EXCEEDED,
                        doing + "; this takes longer than " + PATIENCE.toMinutes() + " minutes")
                : Standing.yes(reason(operation.type()), doing);
    }

    private static String sentence(Operation operation) {
        String phase = phase(operation.phase());
        return operation.toRevision().map(to -> "revision " + to + ": " + phase).orElse(phase);
    }

    private static String phase(OperationPhase phase) {
        return switch (phase) {
            case SCHEMAS -> "registering schemas";
            case TOPICS -> "making topics ready";
            case DRAIN -> "stopping the job with a savepoint";
            case START -> "starting the job";
            case SETTLE -> "settling";
            case REMOVE_JOB -> "removing the job";
            case REMOVE_TOPICS -> "deleting topics";
        };
    }

    private static Reason reason(OperationType type) {
        return switch (type) {
            case DEPLOY -> Reason.DEPLOYING;
            case UPGRADE -> Reason.UPGRADING;
            case SUSPEND -> Reason.SUSPENDING;
            case RESUME -> Reason.RESUMING;
            case DELETE -> Reason.DELETING;
        };
    }
}
