/** The main classes of a Flink cluster made of plain processes: one JobManager that runs one job, and its TaskManagers. */
@NullMarked
package io.millrace.flink;

import org.jspecify.annotations.NullMarked;
