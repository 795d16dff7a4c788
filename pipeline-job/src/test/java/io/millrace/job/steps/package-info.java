@NullMarked
package io.millrace.job.steps;

import org.jspecify.annotations.NullMarked;
