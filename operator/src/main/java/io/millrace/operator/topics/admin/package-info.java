/** Topics through Kafka's AdminClient, which nobody else uses. */
@NullMarked
package io.millrace.operator.topics.admin;

import org.jspecify.annotations.NullMarked;
