package io.millrace.operator.ledger;

import io.millrace.definition.ledger.LedgerSum;

/**
 * One ledger, read to its end.
 *
 * @param sum of the last checkpoint that is complete
 * @param skipped records that are no rows: somebody else has written into the topic
 */
public record LedgerReading(LedgerSum sum, long skipped) {}
