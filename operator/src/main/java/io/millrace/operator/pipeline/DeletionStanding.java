package io.millrace.operator.pipeline;

import io.millrace.operator.operations.Advice;
import io.millrace.operator.operations.Leftovers;
import io.millrace.operator.operations.Operation;
import io.millrace.operator.operations.OperationPlan;
import io.millrace.operator.operations.OperationPlan.Waiting;
import io.millrace.operator.result.Concern;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import io.millrace.operator.status.Standing;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What a deletion waits for, if it is nothing that comes by itself or if it does not come. */
final class DeletionStanding {

    private static final Set<Reason> PASSING = Set.of(Reason.DISMISSING, Reason.DRAINING, Reason.DELETING);

    private DeletionStanding() {}

    static Optional<Standing> of(Observation seen, OperationPlan plan, Outcome outcome, Instant now) {
        if (!seen.facts().deleting()) {
            return Optional.empty();
        }
        return outcome.failure()
                .map(failure -> refused(failure, seen, plan, now))
                .or(() -> plan.waiting()
                        .filter(waiting -> !PASSING.contains(waiting.reason()) || isLate(seen, plan, waiting, now))
                        .map(DeletionStanding::waits));
    }

    private static boolean isLate(Observation seen, OperationPlan plan, Waiting waiting, Instant now) {
        Optional<Instant> begun = plan.next().operation().map(Operation::startedAt);
        return waiting.overdue()
                || begun.filter(at -> at.plus(seen.facts().wishes().deadlines().deletion())
                                .isBefore(now))
                        .isPresent();
    }

    private static Standing waits(Waiting waiting) {
        String remedy = waiting.reason() == Reason.DRAINING ? "; " + Advice.deleteWithoutSavepoint() : "";
        return Standing.yes(Reason.DELETION_BLOCKED, waiting.message() + remedy);
    }

    private static Standing refused(SystemException failure, Observation seen, OperationPlan plan, Instant now) {
        String ofCandidate = Leftovers.advice(plan.next(), seen.facts(), now);
        return Standing.yes(
                Reason.DELETION_BLOCKED, failure.sentence() + (ofCandidate.isEmpty() ? remedy(failure) : ofCandidate));
    }

    private static String remedy(SystemException failure) {
        return failure.reason().concern() == Concern.TOPICS
                ? "; bring Kafka back, or set deletionPolicy: Retain on the topics"
                : "";
    }
}
