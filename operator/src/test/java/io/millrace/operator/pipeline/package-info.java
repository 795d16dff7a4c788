@NullMarked
package io.millrace.operator.pipeline;

import org.jspecify.annotations.NullMarked;
