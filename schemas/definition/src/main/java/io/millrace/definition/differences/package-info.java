/**
 * What is told of a difference between a candidate and the live job: its job writes it into the differences topic, people
 * read all of it, and the operator reads where it stands.
 */
@NullMarked
package io.millrace.definition.differences;

import org.jspecify.annotations.NullMarked;
