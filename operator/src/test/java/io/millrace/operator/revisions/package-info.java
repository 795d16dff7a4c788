@NullMarked
package io.millrace.operator.revisions;

import org.jspecify.annotations.NullMarked;
