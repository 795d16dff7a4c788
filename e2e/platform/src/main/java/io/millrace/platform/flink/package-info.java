/**
 * The local Flink runtime: stands where the Flink Kubernetes operator stands in a cluster, and realises FlinkDeployment
 * resources with processes of this machine. Started by {@link io.millrace.platform.flink.FlinkRuntimeMain}.
 *
 * <p>It can be told to do wrong by one deployment, with an annotation, until the annotation is gone or changed:
 *
 * <pre>
 * kubectl annotate --overwrite flinkdeployment clicks millrace.io/misbehave=savepoint-fails,rest-silent
 * kubectl annotate --overwrite flinkdeployment clicks millrace.io/misbehave=job-crash-loops@3
 * kubectl annotate flinkdeployment clicks millrace.io/misbehave-
 * </pre>
 *
 * The words and what each does are in {@link io.millrace.platform.flink.deployment.Misbehaviour}. With a number, only
 * the pipeline's revision of that number is done wrong by, when it comes and for as long as it stays. An unknown one shows
 * as {@code status.error}. An annotation changes no generation, is heeded within a second, outlives a restart of the
 * runtime, and goes with the resource: a deployment that is deleted and created again behaves.
 */
@NullMarked
package io.millrace.platform.flink;

import org.jspecify.annotations.NullMarked;
