package io.millrace.job.ledger;

import static io.millrace.definition.ledger.Account.ASSIGNED;
import static io.millrace.definition.ledger.Account.ENTERED;
import static io.millrace.definition.ledger.Account.HELD;
import static io.millrace.definition.ledger.Account.LATE;
import static io.millrace.definition.ledger.Account.MISSED;

import io.millrace.definition.StepDefinition.Window;

/**
 * What goes into the windows of a step, counted before them: into which windows each row has to go by its event time, and
 * which rows are too late. What the windows themselves make of it is counted behind them, and must agree.
 */
public final class WindowBooks implements KeyedBooks {

    private static final long serialVersionUID = 1;

    private final String step;
    private final long size;
    private final long slide;
    private final long allowedLateness;

    public WindowBooks(Window step) {
        this.step = step.name();
        this.size = step.sizeMillis();
        this.slide = step.slideMillis();
        this.allowedLateness = step.allowedLatenessMillis();
    }

    @Override
    public Open open(Bookkeeper books) {
        return new Assigning(books.of(step), books.held());
    }

    private final class Assigning implements Open {
        private final Counter entered;
        private final Counter late;
        private final Counter assigned;
        private final Counter missed;
        private final Counter level;
        private final Held held;
        private final long windows = size / slide;
        // Of the row before: most rows are near it, and need no division.
        private long slideStart;

        Assigning(Tally tally, Held held) {
            this.entered = tally.of(ENTERED);
            this.late = tally.of(LATE);
            this.assigned = tally.of(ASSIGNED);
            this.missed = tally.of(MISSED);
            this.level = tally.of(HELD);
            this.held = held;
        }

        @Override
        public void enter(long timestamp, long watermark) {
            entered.count();
            if (timestamp < slideStart || timestamp >= slideStart + slide) {
                slideStart = timestamp - Math.floorMod(timestamp, slide);
            }
            long end = slideStart + size;
            long taken = 0;
            for (long i = 0; i < windows && !isClosed(end, watermark); i++, end -= slide) {
                taken++;
                // A window whose end has passed gives its result again at once: nothing is held.
                if (end - 1 > watermark) {
                    held.add(end);
                }
            }
            if (taken == 0) {
                late.count();
                return;
            }
            assigned.count(taken);
            if (taken < windows) {
                missed.count(windows - taken);
            }
        }

        private boolean isClosed(long end, long watermark) {
            return end - 1 + allowedLateness <= watermark;
        }

        @Override
        public void advance(long watermark) {
            held.release(watermark);
        }

        @Override
        public void measure() {
            level.level(held.rows());
        }
    }
}
