@NullMarked
package io.millrace.job.logic;

import org.jspecify.annotations.NullMarked;
