package io.millrace.operator.ledger;

import java.time.Instant;

/**
 * Where the books of one pipeline are.
 *
 * @param since when the pipeline was made: rows that are older were written for a former one of its name, as the topic
 *     stays when a pipeline is deleted
 */
public record LedgerTopic(String name, Instant since) {}
