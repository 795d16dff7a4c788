/** The API server, as far as the runtime reads and writes it. */
@NullMarked
package io.millrace.platform.flink.resources;

import org.jspecify.annotations.NullMarked;
