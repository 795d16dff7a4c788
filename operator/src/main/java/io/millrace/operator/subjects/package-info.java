/** Subjects of the schema registry: what is wanted, what is there, what to do about it. */
@NullMarked
package io.millrace.operator.subjects;

import org.jspecify.annotations.NullMarked;
