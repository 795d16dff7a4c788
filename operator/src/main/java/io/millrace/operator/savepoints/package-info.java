/** What is kept of a job's state, beyond the path in the status: how it is taken, described and given up. */
@NullMarked
package io.millrace.operator.savepoints;

import org.jspecify.annotations.NullMarked;
