/** A real schema registry in a process of its own. */
@NullMarked
package io.millrace.platform.registry;

import org.jspecify.annotations.NullMarked;
