@NullMarked
package io.millrace.definition.state;

import org.jspecify.annotations.NullMarked;
