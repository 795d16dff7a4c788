/** What a revision is, how it is told from another, and where it is kept. */
@NullMarked
package io.millrace.operator.revisions;

import org.jspecify.annotations.NullMarked;
