@NullMarked
package io.millrace.job.watermarks;

import org.jspecify.annotations.NullMarked;
