/** Revisions in ConfigMaps. */
@NullMarked
package io.millrace.operator.revisions.kubernetes;

import org.jspecify.annotations.NullMarked;
