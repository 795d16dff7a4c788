package io.millrace.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A whole streaming pipeline: schemas, topics, processing and its health. */
@Group(StreamingPipeline.GROUP)
@Version("v1alpha1")
@ShortNames("spl")
// FlinkDeployment names end at 45 characters; a canary of this pipeline will be called <name>-canary.
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,36}[a-z0-9])?$')",
        message = "metadata.name must begin with a letter and have at most 38 lower-case letters, digits and dashes")
@ValidationRule(value = "has(self.spec)", message = "spec is missing; say at least what it reads, does and writes")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Health",
        jsonPath = ".status.health.verdict",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Revision",
        jsonPath = ".status.revision.current",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Canary",
        jsonPath = ".status.rollout.summary",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Lag", jsonPath = ".status.lag.records", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
        name = "DLQ",
        jsonPath = ".status.deadLetter.perMillion",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "Job",
        jsonPath = ".status.job.state",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "Checkpoint",
        jsonPath = ".status.job.lastCheckpoint",
        type = AdditionalPrinterColumn.Type.DATE,
        priority = 1)
@AdditionalPrinterColumn(
        name = "Parallelism",
        jsonPath = ".status.job.parallelism",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1)
@AdditionalPrinterColumn(
        name = "Message",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
public class StreamingPipeline extends CustomResource<PipelineSpec, PipelineStatus> implements Namespaced {

    public static final String GROUP = "millrace.io";

    // The base class would look for constructors without arguments, which records do not have.
    @Override
    protected PipelineSpec initSpec() {
        return null;
    }

    @Override
    protected PipelineStatus initStatus() {
        return null;
    }
}
