@NullMarked
package io.millrace.operator.acceptance;

import org.jspecify.annotations.NullMarked;
