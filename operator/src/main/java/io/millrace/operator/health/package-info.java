/** How well a pipeline runs, judged from facts. Pure. */
@NullMarked
package io.millrace.operator.health;

import org.jspecify.annotations.NullMarked;
