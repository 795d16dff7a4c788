@NullMarked
package io.millrace.definition.ledger;

import org.jspecify.annotations.NullMarked;
