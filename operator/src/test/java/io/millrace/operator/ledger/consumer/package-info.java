@NullMarked
package io.millrace.operator.ledger.consumer;

import org.jspecify.annotations.NullMarked;
