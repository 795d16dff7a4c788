package io.millrace.operator.gates;

import io.millrace.api.v1alpha1.PipelineStatus.JobCounters;
import java.util.Optional;

/**
 * What a job counts from when it began. What nobody has told is empty.
 *
 * @param checkpoints completed
 * @param cpuMillis of all TaskManagers
 * @param books what the ledger says, at the last checkpoint that was read
 */
record Counters(
        Optional<Long> restarts,
        Optional<Long> checkpoints,
        Optional<Long> failedCheckpoints,
        Optional<Long> cpuMillis,
        Optional<BookedRecords> books) {

    /** @param at the clock of the job at that checkpoint, milliseconds since 1970 */
    record BookedRecords(long at, long consumed, long deadLetters, long late) {}

    static Counters of(JobCounters stored) {
        return new Counters(
                Optional.ofNullable(stored.restarts()),
                Optional.ofNullable(stored.checkpoints()),
                Optional.ofNullable(stored.failedCheckpoints()),
                Optional.ofNullable(stored.cpuMillis()),
                Optional.ofNullable(stored.booksAt())
                        .map(at -> new BookedRecords(at, stored.consumed(), stored.deadLetters(), stored.late())));
    }

    JobCounters toStatus() {
        return new JobCounters(
                restarts.orElse(null),
                checkpoints.orElse(null),
                failedCheckpoints.orElse(null),
                cpuMillis.orElse(null),
                books.map(BookedRecords::at).orElse(null),
                books.map(BookedRecords::consumed).orElse(null),
                books.map(BookedRecords::deadLetters).orElse(null),
                books.map(BookedRecords::late).orElse(null));
    }

    /** What was counted since; a counter that went back says nothing, but that the job has begun anew. */
    Counters since(Counters before) {
        long failovers = isLess(restarts, before.restarts) || isLess(checkpoints, before.checkpoints) ? 1 : 0;
        return new Counters(
                begunAnew(before.restarts, restarts).map(counted -> counted + failovers),
                begunAnew(before.checkpoints, checkpoints),
                begunAnew(before.failedCheckpoints, failedCheckpoints),
                growth(before.cpuMillis, cpuMillis),
                before.books.flatMap(then -> books.flatMap(now -> growth(then, now))));
    }

    private static boolean isLess(Optional<Long> now, Optional<Long> before) {
        return before.flatMap(then -> now.filter(count -> count < then)).isPresent();
    }

    private static Optional<Long> growth(Optional<Long> before, Optional<Long> now) {
        return before.flatMap(then -> now.filter(count -> count >= then).map(count -> count - then));
    }

    // Of a JobManager that took over and counts from 0: what it has counted came since.
    private static Optional<Long> begunAnew(Optional<Long> before, Optional<Long> now) {
        return before.flatMap(then -> now.map(count -> count >= then ? count - then : count));
    }

    private static Optional<BookedRecords> growth(BookedRecords then, BookedRecords now) {
        BookedRecords growth = new BookedRecords(
                now.at - then.at,
                now.consumed - then.consumed,
                now.deadLetters - then.deadLetters,
                now.late - then.late);
        boolean grew = growth.at >= 0 && growth.consumed >= 0 && growth.deadLetters >= 0 && growth.late >= 0;
        return Optional.of(growth).filter(one -> grew);
    }
}
