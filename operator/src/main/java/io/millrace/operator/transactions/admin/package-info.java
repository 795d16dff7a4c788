/** Transactions through Kafka's Admin client. */
@NullMarked
package io.millrace.operator.transactions.admin;

import org.jspecify.annotations.NullMarked;
