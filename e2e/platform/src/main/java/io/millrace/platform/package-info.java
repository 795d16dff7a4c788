/** The local platform: everything that Millrace needs to run, as real processes on one machine. */
@NullMarked
package io.millrace.platform;

import org.jspecify.annotations.NullMarked;
