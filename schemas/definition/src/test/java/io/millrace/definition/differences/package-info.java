@NullMarked
package io.millrace.definition.differences;

import org.jspecify.annotations.NullMarked;
