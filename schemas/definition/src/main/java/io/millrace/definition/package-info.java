/**
 * The contract between the operator and the job: a pipeline compiled to the point where nothing is left to look up.
 * Plain data with one JSON form; no Kubernetes, Flink or Kafka types.
 */
@NullMarked
package io.millrace.definition;

import org.jspecify.annotations.NullMarked;
