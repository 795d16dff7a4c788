/** Which of several operators acts: the one that holds the lease, for as long as it can be sure of that. */
@NullMarked
package io.millrace.operator.leadership;

import org.jspecify.annotations.NullMarked;
