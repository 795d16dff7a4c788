package io.millrace.operator.pipeline;

import io.millrace.operator.operations.OperationPlan;
import java.time.Duration;

/** When to look again. What can be watched is watched; these are for what cannot, and for what was missed. */
final class LookAgain {

    static final Duration AT_ONCE = Duration.ZERO;
    // Outside systems show what was done a moment later.
    static final Duration SOON = Duration.ofMillis(250);
    static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    static final Duration WHILE_WAITING = Duration.ofSeconds(2);
    static final Duration AT_REST = Duration.ofSeconds(30);

    private LookAgain() {}

    static Duration after(Observation seen, OperationPlan plan, Outcome outcome) {
        if (!plan.next().equals(seen.stored())) {
            return AT_ONCE;
        }
        if (outcome.failure().isPresent() || !Standings.outages(seen).isEmpty()) {
            return AFTER_FAILURE;
        }
        if (outcome.done() > 0) {
            return SOON;
        }
        return plan.waiting().isPresent() ? WHILE_WAITING : AT_REST;
    }
}
