/** The end of a savepoint, through Flink's REST API. */
@NullMarked
package io.millrace.operator.savepoints.rest;

import org.jspecify.annotations.NullMarked;
