@NullMarked
package io.millrace.operator.savepoints;

import org.jspecify.annotations.NullMarked;
