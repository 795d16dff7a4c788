/** Keyed steps through a restart and a rescale, beside models of them that are too simple to be wrong. */
@NullMarked
package io.millrace.job.restarts;

import org.jspecify.annotations.NullMarked;
