/** What candidates tell of differences, through Kafka's consumer. */
@NullMarked
package io.millrace.operator.canary.consumer;

import org.jspecify.annotations.NullMarked;
