/** Meters, and the page that shows them. They listen; nothing depends on them. */
@NullMarked
package io.millrace.operator.metrics;

import org.jspecify.annotations.NullMarked;
