/** The Flink operators: one for each run of stateless steps, the windows, what leaves the stream and how it is stamped. */
@NullMarked
package io.millrace.job.steps;

import org.jspecify.annotations.NullMarked;
