/** Flink jobs, run through the Flink Kubernetes operator: what is wanted, what is there, what to do about it. */
@NullMarked
package io.millrace.operator.jobs;

import org.jspecify.annotations.NullMarked;
