/** The word that all checks share. */
@NullMarked
package io.millrace.compiler.result;

import org.jspecify.annotations.NullMarked;
