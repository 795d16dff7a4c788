/** From a definition to a stream: reads like the drawing. */
@NullMarked
package io.millrace.job.graph;

import org.jspecify.annotations.NullMarked;
