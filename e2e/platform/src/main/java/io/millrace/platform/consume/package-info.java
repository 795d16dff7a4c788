/** Reading topics of the local broker, for checks and for people. */
@NullMarked
package io.millrace.platform.consume;

import org.jspecify.annotations.NullMarked;
