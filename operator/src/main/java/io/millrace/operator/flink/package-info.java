/** Flink's REST API: one client, one place that knows where each pipeline's is. */
@NullMarked
package io.millrace.operator.flink;

import org.jspecify.annotations.NullMarked;
