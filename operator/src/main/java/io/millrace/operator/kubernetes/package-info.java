/** What all adapters of the Kubernetes API have in common. */
@NullMarked
package io.millrace.operator.kubernetes;

import org.jspecify.annotations.NullMarked;
