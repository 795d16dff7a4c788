@NullMarked
package io.millrace.operator.canary.consumer;

import org.jspecify.annotations.NullMarked;
