@NullMarked
package io.millrace.operator.config;

import org.jspecify.annotations.NullMarked;
