/** SQL text to typed expressions: Calcite's parser, and a type check of our own that follows Flink SQL. */
@NullMarked
package io.millrace.compiler.expressions;

import org.jspecify.annotations.NullMarked;
