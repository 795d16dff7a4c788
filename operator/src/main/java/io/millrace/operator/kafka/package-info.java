/** Kafka's clients, made from a connection, asked with bounded patience, and translated. */
@NullMarked
package io.millrace.operator.kafka;

import org.jspecify.annotations.NullMarked;
