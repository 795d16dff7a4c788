@NullMarked
package io.millrace.operator.leadership;

import org.jspecify.annotations.NullMarked;
