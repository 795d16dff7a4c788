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
     */
    public record Waiting(Reason reason, String message) {}

    static OperationPlan rest(Stored stored) {
        return new OperationPlan(stored, List.of(), Optional.empty(), false);
    }
}
