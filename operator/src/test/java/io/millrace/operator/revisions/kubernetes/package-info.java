/** Revisions on a real API server. */
@NullMarked
package io.millrace.operator.revisions.kubernetes;

import org.jspecify.annotations.NullMarked;
