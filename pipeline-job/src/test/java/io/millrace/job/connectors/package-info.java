@NullMarked
package io.millrace.job.connectors;

import org.jspecify.annotations.NullMarked;
