/**
 * The loop: observe, plan, carry out, status. Shows the order in which things happen; of client libraries it knows the
 * operator framework alone.
 */
@NullMarked
package io.millrace.operator.pipeline;

import org.jspecify.annotations.NullMarked;
