@NullMarked
package io.millrace.operator.ledger;

import org.jspecify.annotations.NullMarked;
