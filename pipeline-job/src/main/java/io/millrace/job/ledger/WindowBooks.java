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
    public void enter(Bookkeeper books, long timestamp, long watermark) {
        Tally tally = books.of(step);
        tally.count(ENTERED);
        long windows = size / slide;
        long end = timestamp - Math.floorMod(timestamp, slide) + size;
        long taken = 0;
        for (long i = 0; i < windows && !isClosed(end, watermark); i++, end -= slide) {
            taken++;
            // A window whose end has passed gives its result again at once: nothing is held.
            if (end - 1 > watermark) {
                books.held().add(end);
            }
        }
        if (taken == 0) {
            tally.count(LATE);
            return;
        }
        tally.count(ASSIGNED, taken);
        if (taken < windows) {
            tally.count(MISSED, windows - taken);
        }
    }

    private boolean isClosed(long end, long watermark) {
        return end - 1 + allowedLateness <= watermark;
    }

    @Override
    public void advance(Bookkeeper books, long watermark) {
        books.held().release(watermark);
    }

    @Override
    public void measure(Bookkeeper books) {
        books.of(step).level(HELD, books.held().rows());
    }
}
