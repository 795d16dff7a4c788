/** Conditions: their types, their times, their summary. Pure, and free of any one thing that is managed. */
@NullMarked
package io.millrace.operator.status;

import org.jspecify.annotations.NullMarked;
