package io.millrace.job.ledger;

import java.io.Serializable;

/** What is counted before a keyed step, by the keeper of its watermark: behind the shuffle, with what the step will see. */
public interface KeyedBooks extends Serializable {

    /** @param watermark the last one that the step has seen */
    void enter(Bookkeeper books, long timestamp, long watermark);

    void advance(Bookkeeper books, long watermark);

    /** Called before the books are written: the time to measure levels. */
    void measure(Bookkeeper books);
}
