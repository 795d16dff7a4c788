/** The first five minutes with Millrace: a platform, a pipeline, its results. */
@NullMarked
package io.millrace.platform.quickstart;

import org.jspecify.annotations.NullMarked;
