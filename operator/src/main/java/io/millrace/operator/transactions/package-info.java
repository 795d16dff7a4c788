/** Kafka transactions that pipelines have open: those that nobody will end any more hold back every reader. */
@NullMarked
package io.millrace.operator.transactions;

import org.jspecify.annotations.NullMarked;
