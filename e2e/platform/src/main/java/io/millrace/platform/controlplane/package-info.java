/** A real API server with its etcd: no nodes, no controllers, but authorization, audit and tokens. */
@NullMarked
package io.millrace.platform.controlplane;

import org.jspecify.annotations.NullMarked;
