/** The operator as a process of its own, with its configuration file, under its own account. */
@NullMarked
package io.millrace.platform.operator;

import org.jspecify.annotations.NullMarked;
