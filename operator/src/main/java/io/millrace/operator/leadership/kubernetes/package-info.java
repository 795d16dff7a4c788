/** The lease in the Kubernetes API, and the guard before everything that is written there. */
@NullMarked
package io.millrace.operator.leadership.kubernetes;

import org.jspecify.annotations.NullMarked;
