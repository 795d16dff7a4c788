/** Whether the operator lives and is ready. */
@NullMarked
package io.millrace.operator.probes;

import org.jspecify.annotations.NullMarked;
