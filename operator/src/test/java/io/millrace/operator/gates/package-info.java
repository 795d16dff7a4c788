@NullMarked
package io.millrace.operator.gates;

import org.jspecify.annotations.NullMarked;
