@NullMarked
package io.millrace.operator.result;

import org.jspecify.annotations.NullMarked;
