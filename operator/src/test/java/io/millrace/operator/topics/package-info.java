@NullMarked
package io.millrace.operator.topics;

import org.jspecify.annotations.NullMarked;
