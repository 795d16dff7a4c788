/** What steps compute, without Flink: expressions compiled to closures, aggregates, event times. */
@NullMarked
package io.millrace.job.logic;

import org.jspecify.annotations.NullMarked;
