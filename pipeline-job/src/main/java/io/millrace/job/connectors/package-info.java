/** Kafka's side of the job: the sources and the one sink. The only user of the Kafka connector. */
@NullMarked
package io.millrace.job.connectors;

import org.jspecify.annotations.NullMarked;
