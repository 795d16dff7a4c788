/** How a candidate is measured beside the live job, and what its gates make of that. Pure. */
@NullMarked
package io.millrace.operator.gates;

import org.jspecify.annotations.NullMarked;
