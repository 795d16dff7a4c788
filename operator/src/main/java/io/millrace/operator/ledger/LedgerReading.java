package io.millrace.operator.ledger;

import io.millrace.definition.ledger.LedgerSum;
import java.util.OptionalLong;

/**
 * One ledger, read to its end.
 *
 * @param sum of the last checkpoint that is complete
 * @param skipped records that are no rows: somebody else has written into the topic
 * @param undecidedSince of a candidate, since when it writes while nothing of what it has written is decided, by its own
 *     clock in milliseconds since 1970; empty while something is, or it writes nothing
 */
public record LedgerReading(LedgerSum sum, long skipped, OptionalLong undecidedSince) {}
