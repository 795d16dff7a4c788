package io.millrace.job.ledger;

import static io.millrace.definition.ledger.Account.ENTERED;
import static io.millrace.definition.ledger.Account.LATE;

import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.job.logic.Repetitions;

/** What comes to a deduplicate step, and how much of it too late; what the step makes of the rest it counts itself. */
public final class DeduplicateBooks implements KeyedBooks {

    private static final long serialVersionUID = 1;

    private final String step;
    private final Repetitions repetitions;

    public DeduplicateBooks(Deduplicate step) {
        this.step = step.name();
        this.repetitions = new Repetitions(step.withinMillis());
    }

    @Override
    public Open open(Bookkeeper books) {
        Tally tally = books.of(step);
        return new Judging(repetitions, tally.of(ENTERED), tally.of(LATE));
    }

    private record Judging(Repetitions repetitions, Counter entered, Counter late) implements Open {

        @Override
        public void enter(long timestamp, long watermark) {
            entered.count();
            if (!repetitions.canJudge(timestamp, watermark)) {
                late.count();
            }
        }

        @Override
        public void advance(long watermark) {}

        @Override
        public void measure() {}
    }
}
