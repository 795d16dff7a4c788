/** Ledgers through Kafka's consumer, which nobody else uses. */
@NullMarked
package io.millrace.operator.ledger.consumer;

import org.jspecify.annotations.NullMarked;
