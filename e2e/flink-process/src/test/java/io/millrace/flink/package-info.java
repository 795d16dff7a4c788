/** A job that needs nothing but Flink, for tests of whatever runs jobs. */
@NullMarked
package io.millrace.flink;

import org.jspecify.annotations.NullMarked;
