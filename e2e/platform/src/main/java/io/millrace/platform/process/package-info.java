/** Child processes that cannot outlive their parent: start, log, readiness, stop, ports. */
@NullMarked
package io.millrace.platform.process;

import org.jspecify.annotations.NullMarked;
