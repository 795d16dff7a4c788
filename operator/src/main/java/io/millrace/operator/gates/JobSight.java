package io.millrace.operator.gates;

import io.millrace.definition.ledger.LedgerSum;
import io.millrace.operator.gates.Counters.BookedRecords;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.ledger.Turnover;
import java.util.Optional;

/**
 * One job as one look shows it.
 *
 * @param lag the least of the last minute: it falls with each checkpoint and grows until the next
 * @param checkpointMillis how long the last checkpoint took
 */
public record JobSight(Counters counters, Optional<Long> lag, Optional<Long> checkpointMillis) {

    /**
     * What nobody but a gate asks for.
     *
     * @param cpuMillis of all TaskManagers since each of them began
     */
    public record Load(Optional<Long> lag, Optional<Long> cpuMillis) {

        public static final Load UNKNOWN = new Load(Optional.empty(), Optional.empty());
    }

    /** With what was counted since. */
    JobSight since(Counters before) {
        return new JobSight(counters.since(before), lag, checkpointMillis);
    }

    public static JobSight of(JobFigures figures, LedgerSum books, Turnover turnover, Load load) {
        return new JobSight(
                new Counters(
                        Optional.of((long) figures.restarts()),
                        Optional.of(figures.completedCheckpoints()),
                        Optional.of(figures.failedCheckpoints()),
                        load.cpuMillis(),
                        Optional.of(new BookedRecords(
                                books.at(), turnover.consumed(), turnover.deadLettered(), turnover.late()))),
                load.lag(),
                figures.checkpointMillis());
    }
}
