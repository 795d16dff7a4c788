/**
 * The books of a pipeline: what its job writes into the ledger topic, how rows add up, and which sums must be equal. The
 * job writes them, the operator reads them; neither knows more than stands here.
 */
@NullMarked
package io.millrace.definition.ledger;

import org.jspecify.annotations.NullMarked;
