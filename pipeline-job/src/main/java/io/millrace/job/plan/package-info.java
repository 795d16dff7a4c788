/** The definition as operators carry it to where they run. */
@NullMarked
package io.millrace.job.plan;

import org.jspecify.annotations.NullMarked;
