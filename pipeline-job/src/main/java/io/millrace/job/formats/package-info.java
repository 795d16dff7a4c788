/** Bytes to rows and rows to bytes; what cannot be read or written gets its code here. */
@NullMarked
package io.millrace.job.formats;

import org.jspecify.annotations.NullMarked;
