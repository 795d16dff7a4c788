@NullMarked
package io.millrace.operator.subjects;

import org.jspecify.annotations.NullMarked;
