/** Software that others publish, fetched or built once: from Go modules, from Maven. */
@NullMarked
package io.millrace.platform.binaries;

import org.jspecify.annotations.NullMarked;
