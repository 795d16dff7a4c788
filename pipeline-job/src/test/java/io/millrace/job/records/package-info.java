@NullMarked
package io.millrace.job.records;

import org.jspecify.annotations.NullMarked;
