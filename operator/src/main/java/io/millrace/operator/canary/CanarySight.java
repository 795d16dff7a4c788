package io.millrace.operator.canary;

import io.millrace.definition.differences.Difference;
import io.millrace.definition.ledger.LedgerSum;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.ledger.LedgerReading;
import io.millrace.operator.result.Observed;
import io.millrace.operator.revisions.FlinkSettings;
import io.millrace.operator.revisions.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A candidate and the live job at one moment.
 *
 * @param revision of the candidate, as it runs
 * @param job the candidate's
 * @param books of the candidate at its last checkpoint
 * @param differences the first that it has told of; absent where they were not asked for
 * @param live the live job; Flink's id of it is empty while nobody knows it
 * @param liveFlink what the live job runs with, where that is known
 * @param liveBooks of the live job at its last checkpoint
 * @param checkpoint how long the last one took, of the slower of the two; zero where nobody knows
 */
public record CanarySight(
        Optional<Revision> revision,
        Observed<JobState> job,
        Observed<LedgerReading> books,
        Observed<List<Difference>> differences,
        Observed<JobState> live,
        Optional<FlinkSettings> liveFlink,
        Observed<LedgerSum> liveBooks,
        Duration checkpoint,
        Instant now) {

    Observed<LedgerSum> sum() {
        return books.map(LedgerReading::sum);
    }
}
