@NullMarked
package io.millrace.job.compare;

import org.jspecify.annotations.NullMarked;
