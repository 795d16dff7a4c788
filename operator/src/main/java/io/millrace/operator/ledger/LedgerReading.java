package io.millrace.operator.ledger;

import io.millrace.definition.ledger.LedgerSum;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One ledger, read to its end.
 *
 * @param sum of the last checkpoint that is complete
 * @param skipped records that are no rows: somebody else has written into the topic
 * @param undecided of a candidate, for how long it has written while nothing of what it has written was decided
 * @param wentBack when a run first told that it had gone on from before what the run before it had written; of the last
 *     one that had
 */
public record LedgerReading(LedgerSum sum, long skipped, Duration undecided, Optional<Instant> wentBack) {}
