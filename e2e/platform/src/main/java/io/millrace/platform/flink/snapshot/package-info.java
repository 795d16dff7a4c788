/**
 * What a FlinkStateSnapshot asks for, what is seen of it, and the pure decision what to do next and which status to
 * show: the one that the Flink Kubernetes operator would show.
 */
@NullMarked
package io.millrace.platform.flink.snapshot;

import org.jspecify.annotations.NullMarked;
