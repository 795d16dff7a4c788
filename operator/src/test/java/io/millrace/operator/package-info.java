@NullMarked
package io.millrace.operator;

import org.jspecify.annotations.NullMarked;
