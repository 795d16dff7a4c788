/**
 * Which state a pipeline's job keeps and under which names, and what becomes of it when another definition takes over:
 * judged before anything stops.
 */
@NullMarked
package io.millrace.definition.state;

import org.jspecify.annotations.NullMarked;
