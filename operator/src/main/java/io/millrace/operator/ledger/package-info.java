/**
 * What the jobs have committed, from their ledger topics: the port to read them, the books as they stand, and whether they
 * balance. Pure.
 */
@NullMarked
package io.millrace.operator.ledger;

import org.jspecify.annotations.NullMarked;
