/** What a candidate would do to the live job without its guards: found in the output, by counting. */
@NullMarked
package io.millrace.lab;

import org.jspecify.annotations.NullMarked;
