/** Kafka topics: what is wanted, what is there, what to do about it. */
@NullMarked
package io.millrace.operator.topics;

import org.jspecify.annotations.NullMarked;
