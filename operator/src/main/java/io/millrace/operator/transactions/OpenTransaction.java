package io.millrace.operator.transactions;

import java.time.Instant;

/**
 * One that has neither been committed nor aborted.
 *
 * @param id the transactional id
 * @param startedAt by the broker's clock
 */
public record OpenTransaction(String id, Instant startedAt) {}
