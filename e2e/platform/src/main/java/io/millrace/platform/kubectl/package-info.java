/** The platform through a user's eyes: kubectl. */
@NullMarked
package io.millrace.platform.kubectl;

import org.jspecify.annotations.NullMarked;
