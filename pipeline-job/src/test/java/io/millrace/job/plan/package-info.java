@NullMarked
package io.millrace.job.plan;

import org.jspecify.annotations.NullMarked;
