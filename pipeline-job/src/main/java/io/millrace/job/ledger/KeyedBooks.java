package io.millrace.job.ledger;

import java.io.Serializable;

/** What is counted before a keyed step, by the keeper of its watermark: behind the shuffle, with what the step will see. */
public interface KeyedBooks extends Serializable {

    Open open(Bookkeeper books);

    /** While the job runs. */
    interface Open {

        /** @param watermark the last one that the step has seen */
        void enter(long timestamp, long watermark);

        void advance(long watermark);

        /** Called before the books are written: the time to measure levels. */
        void measure();
    }
}
