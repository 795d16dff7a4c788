@NullMarked
package io.millrace.compiler;

import org.jspecify.annotations.NullMarked;
