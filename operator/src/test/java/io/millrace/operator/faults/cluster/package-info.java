/**
 * The fault harness before a real API server: the operator as it is, in this process, behind a proxy that loses, repeats
 * and answers requests, beside an actor that does to FlinkDeployments what the Flink Kubernetes operator does.
 */
@NullMarked
package io.millrace.operator.faults.cluster;

import org.jspecify.annotations.NullMarked;
