@NullMarked
package io.millrace.job.formats;

import org.jspecify.annotations.NullMarked;
