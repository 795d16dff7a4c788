@NullMarked
package io.millrace.operator.jobs.kubernetes;

import org.jspecify.annotations.NullMarked;
