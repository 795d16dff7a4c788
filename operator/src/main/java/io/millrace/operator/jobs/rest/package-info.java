/** Flink's own view of its jobs, through its REST API; nobody else uses it. */
@NullMarked
package io.millrace.operator.jobs.rest;

import org.jspecify.annotations.NullMarked;
