/**
 * The comparison of a candidate with the live job, record by record: both sides are read back from Kafka, and what is
 * decided is decided by their ledgers. Most classes here know no Flink.
 */
@NullMarked
package io.millrace.job.compare;

import org.jspecify.annotations.NullMarked;
