/** Kafka's Admin client: made once for each connection, asked with bounded patience, and translated. */
@NullMarked
package io.millrace.operator.kafka;

import org.jspecify.annotations.NullMarked;
