/** A real Kafka broker in a process of its own. */
@NullMarked
package io.millrace.platform.kafka;

import org.jspecify.annotations.NullMarked;
