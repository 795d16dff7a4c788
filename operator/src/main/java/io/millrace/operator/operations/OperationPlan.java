package io.millrace.operator.operations;

import io.millrace.operator.result.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What comes next. Either {@code next} differs from what is stored, and then it is stored and nothing is done, or the
 * effects are carried out.
 *
 * @param done what is to be remembered once all effects are carried out: {@code next}, and what they have changed
 * @param waiting what the operation waits for, if it does
 * @param over whether the pipeline can go: its deletion has nothing left to do after these effects
 */
public record OperationPlan(Stored next, List<Effect> effects, Stored done, Optional<Waiting> waiting, boolean over) {

    public OperationPlan {
        effects = List.copyOf(effects);
    }

    OperationPlan(Stored next, List<Effect> effects, Optional<Waiting> waiting, boolean over) {
        this(next, effects, next, waiting, over);
    }

    /** With more to do after the rest. */
    OperationPlan and(List<Effect> more) {
        List<Effect> all = Stream.concat(effects.stream(), more.stream()).toList();
        return new OperationPlan(next, all, done, waiting, over);
    }

    /** After all effects were carried out. */
    public OperationPlan carriedOut() {
        return new OperationPlan(done, effects, done, waiting, over);
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
