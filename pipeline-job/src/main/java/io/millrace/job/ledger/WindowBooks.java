package io.millrace.job.ledger;

import static io.millrace.definition.ledger.Account.ASSIGNED;
import static io.millrace.definition.ledger.Account.ENTERED;
import static io.millrace.definition.ledger.Account.HELD;
import static io.millrace.definition.ledger.Account.LATE;

import io.millrace.definition.StepDefinition.Window;

/**
 * What goes into the windows of a step, counted before them: into which windows each row has to go by its event time, and
 * which rows are too late. What the windows themselves make of it is counted behind them, and must agree.
 */
public final class WindowBooks implements KeyedBooks {

    private static final long serialVersionUID = 1;

    private final String step;
    private final long size;

    public WindowBooks(Window step) {
        this.step = step.name();
        this.size = step.sizeMillis();
    }

    @Override
    public void enter(Bookkeeper books, long timestamp, long watermark) {
        Tally tally = books.of(step);
        tally.count(ENTERED);
        long end = timestamp - Math.floorMod(timestamp, size) + size;
        if (end - 1 <= watermark) {
            tally.count(LATE);
        } else {
            tally.count(ASSIGNED);
            books.held().add(end);
        }
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
