@NullMarked
package io.millrace.operator.health;

import org.jspecify.annotations.NullMarked;
