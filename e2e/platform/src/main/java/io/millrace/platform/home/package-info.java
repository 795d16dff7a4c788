/** The folder outside the checkout: what was built or downloaded once, and what each run writes. */
@NullMarked
package io.millrace.platform.home;

import org.jspecify.annotations.NullMarked;
