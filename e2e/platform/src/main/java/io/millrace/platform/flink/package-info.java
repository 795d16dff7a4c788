/**
 * The local Flink runtime: stands where the Flink Kubernetes operator stands in a cluster, and realises FlinkDeployment
 * resources with processes of this machine. Started by {@link io.millrace.platform.flink.FlinkRuntimeMain}.
 */
@NullMarked
package io.millrace.platform.flink;

import org.jspecify.annotations.NullMarked;
