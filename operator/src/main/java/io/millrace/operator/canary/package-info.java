/** A candidate next to the live job: what it is made of, what is remembered of it, and what its output says. Pure. */
@NullMarked
package io.millrace.operator.canary;

import org.jspecify.annotations.NullMarked;
