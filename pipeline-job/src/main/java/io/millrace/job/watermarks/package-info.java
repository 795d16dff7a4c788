/** Event time as Flink sees it: which records move the watermark, and how it survives a restart. */
@NullMarked
package io.millrace.job.watermarks;

import org.jspecify.annotations.NullMarked;
