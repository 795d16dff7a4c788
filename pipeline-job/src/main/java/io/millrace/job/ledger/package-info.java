/**
 * Counts what passes, so that the books can be balanced: see {@link io.millrace.definition.ledger.Equations}. Counters are
 * state; their rows are records of the data's own transaction.
 */
@NullMarked
package io.millrace.job.ledger;

import org.jspecify.annotations.NullMarked;
