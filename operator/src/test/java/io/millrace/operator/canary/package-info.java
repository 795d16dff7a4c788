@NullMarked
package io.millrace.operator.canary;

import org.jspecify.annotations.NullMarked;
