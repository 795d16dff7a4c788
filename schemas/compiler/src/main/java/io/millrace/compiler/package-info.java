/**
 * Spec to definition, or refusals: the field's path and a sentence that says what is wrong and what to do. Pure: whatever
 * it has to know about the outside world is an argument. The operator and the command line use it alike, so that both
 * refuse with the same words.
 */
@NullMarked
package io.millrace.compiler;

import org.jspecify.annotations.NullMarked;
