/**
 * Shop events for {@code examples/clickstream}: a stream with known faults in known numbers, and what the pipeline must
 * make of it, computed without the pipeline.
 */
@NullMarked
package io.millrace.platform.clickstream;

import org.jspecify.annotations.NullMarked;
