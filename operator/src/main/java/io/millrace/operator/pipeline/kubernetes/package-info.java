/** Status and events of the resource, through the Kubernetes API. */
@NullMarked
package io.millrace.operator.pipeline.kubernetes;

import org.jspecify.annotations.NullMarked;
