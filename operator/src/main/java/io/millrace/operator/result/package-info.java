/** The few words that all things share: what was seen, why something is so, what failed. */
@NullMarked
package io.millrace.operator.result;

import org.jspecify.annotations.NullMarked;
