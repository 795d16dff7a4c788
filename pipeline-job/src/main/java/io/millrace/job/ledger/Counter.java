package io.millrace.job.ledger;

/** One number of the books. Plain: one thread counts, and it counts every record. */
public final class Counter {

    private long count;

    Counter(long restored) {
        count = restored;
    }

    public void count() {
        count++;
    }

    public void count(long times) {
        count += times;
    }

    /** For what only rises, and is told as a whole. */
    public void atLeast(long now) {
        count = Math.max(count, now);
    }

    /** For a level, which is measured and not counted. */
    void level(long now) {
        count = now;
    }

    long value() {
        return count;
    }
}
