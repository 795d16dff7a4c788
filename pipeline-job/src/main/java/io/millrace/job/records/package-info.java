/** What flows through the stream: rows, where they came from, records on their way out; and how Flink stores them. */
@NullMarked
package io.millrace.job.records;

import org.jspecify.annotations.NullMarked;
