@NullMarked
package io.millrace.operator.subjects.http;

import org.jspecify.annotations.NullMarked;
