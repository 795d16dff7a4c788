@NullMarked
package io.millrace.compiler.expressions;

import org.jspecify.annotations.NullMarked;
