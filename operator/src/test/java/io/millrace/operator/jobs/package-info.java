@NullMarked
package io.millrace.operator.jobs;

import org.jspecify.annotations.NullMarked;
