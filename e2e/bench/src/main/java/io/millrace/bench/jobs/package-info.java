/** The rivals. Their classes run in Flink's processes; of the harness they know only {@link Turn} and its socket. */
@NullMarked
package io.millrace.bench.jobs;

import org.jspecify.annotations.NullMarked;
