/** A platform whose processes belong to this JVM. */
@NullMarked
package io.millrace.platform.local;

import org.jspecify.annotations.NullMarked;
