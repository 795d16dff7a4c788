@NullMarked
package io.millrace.compiler.contracts;

import org.jspecify.annotations.NullMarked;
