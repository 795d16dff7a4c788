package io.millrace.operator.result;

import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.definition.RunSettings.Slot;

/**
 * Which pipeline, and which of its two jobs: a deleted pipeline and its successor of the same name differ by uid.
 *
 * @param slot {@link Slot#PROD} for the live job, or where no job is meant
 */
public record PipelineId(String namespace, String name, String uid, Slot slot) {

    /** The live job's. */
    public PipelineId(String namespace, String name, String uid) {
        this(namespace, name, uid, Slot.PROD);
    }

    public static PipelineId of(StreamingPipeline pipeline) {
        var metadata = pipeline.getMetadata();
        return new PipelineId(metadata.getNamespace(), metadata.getName(), metadata.getUid());
    }

    /** The same pipeline's job in that slot. */
    public PipelineId in(Slot other) {
        return new PipelineId(namespace, name, uid, other);
    }

    public boolean isCanary() {
        return slot == Slot.CANARY;
    }

    /** What the job's FlinkDeployment is called, and what its other objects are named after. */
    public String deployment() {
        return isCanary() ? name + "-" + slot.text() : name;
    }

    /** The first eight hexadecimal digits of the uid: enough to tell incarnations of one name apart. */
    public String shortUid() {
        return uid.replace("-", "").substring(0, 8);
    }

    /** By which the job commits how far it has read. */
    public String consumerGroup() {
        String group = "millrace." + namespace + "." + name;
        return isCanary() ? group + "." + slot.text() : group;
    }

    /** What the transactional ids of all its jobs begin with. */
    public String transactionalIdPrefix() {
        return "sp~" + shortUid() + "~";
    }

    @Override
    public String toString() {
        return namespace + "/" + deployment();
    }
}
