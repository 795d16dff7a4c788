@NullMarked
package io.millrace.operator.operations;

import org.jspecify.annotations.NullMarked;
