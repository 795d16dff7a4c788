/** What the administrator decided: one file, read once when the operator starts. */
@NullMarked
package io.millrace.operator.config;

import org.jspecify.annotations.NullMarked;
