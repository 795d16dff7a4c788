@NullMarked
package io.millrace.job.graph;

import org.jspecify.annotations.NullMarked;
