/** What is kept of savepoints on a real API server. */
@NullMarked
package io.millrace.operator.savepoints.kubernetes;

import org.jspecify.annotations.NullMarked;
