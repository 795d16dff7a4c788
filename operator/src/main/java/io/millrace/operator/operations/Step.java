package io.millrace.operator.operations;

import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a phase says about itself. */
sealed interface Step {

    /**
     * There is something to do.
     *
     * @param learnt what is to be remembered once all of it is done
     */
    record Work(List<Effect> effects, UnaryOperator<Stored> learnt) implements Step {
        Work(List<Effect> effects) {
            this(effects, stored -> stored);
        }
    }

    /** It cannot go on yet, and what it waits for comes by itself or from somebody else. */
    record Await(OperationPlan.Waiting waiting) implements Step {}

    /** The phase goes on, with more to remember. */
    record Note(UnaryOperator<Stored> learnt, OperationPlan.Waiting waiting) implements Step {}

    /** Nothing is left to do; the memory may have learnt something. */
    record Complete(UnaryOperator<Stored> learnt) implements Step {}

    /**
     * It will not succeed, and what was there before can be had again.
     *
     * @param why a sentence
     */
    record GiveUp(String why, GoingBack back) implements Step {}

    /**
     * The candidate will not come to anything; what is live was not touched.
     *
     * @param why a sentence
     */
    record Abandon(String why) implements Step {}

    static Step work(Effect... effects) {
        return new Work(List.of(effects));
    }

    static Step await(Reason reason, String message) {
        return new Await(OperationPlan.Waiting.on(reason, message));
    }

    /** It should be over by now: somebody has to look. */
    static Step overdue(Reason reason, String message) {
        return new Await(OperationPlan.Waiting.tooLong(reason, message));
    }

    static Step await(Outage outage) {
        return await(outage.reason(), outage.message());
    }

    static Step complete() {
        return new Complete(stored -> stored);
    }

    static Step complete(UnaryOperator<Stored> learnt) {
        return new Complete(learnt);
    }
}
