/** The main class of a JobManager that is a plain process and runs one job; TaskManagers use Flink's own. */
@NullMarked
package io.millrace.flink;

import org.jspecify.annotations.NullMarked;
