package io.millrace.operator.operations;

import io.millrace.operator.result.Reason;
import java.util.List;
import java.util.Optional;

/**
 * What comes next. Either {@code next} differs from what is stored, and then it is stored and nothing is done, or the
 * effects are carried out.
 *
 * @param waiting what the operation waits for, if it does
 * @param over whether the pipeline can go: its deletion has nothing left to do after these effects
 */
public record OperationPlan(Stored next, List<Effect> effects, Optional<Waiting> waiting, boolean over) {

    public OperationPlan {
        effects = List.copyOf(effects);
    }

    /**
     * @param message what is waited for, in the same words as long as it is the same
     * @param overdue whether it should have come by now
     */
    public record Waiting(Reason reason, String message, boolean overdue) {

        static Waiting on(Reason reason, String message) {
            return new Waiting(reason, message, false);
        }

        static Waiting tooLong(Reason reason, String message) {
            return new Waiting(reason, message, true);
        }
    }

    static OperationPlan rest(Stored stored) {
        return new OperationPlan(stored, List.of(), Optional.empty(), false);
    }

    static OperationPlan waiting(Stored stored, Waiting waiting) {
        return new OperationPlan(stored, List.of(), Optional.of(waiting), false);
    }
}
