package io.millrace.operator.result;

import io.millrace.api.v1alpha1.StreamingPipeline;

/** Which pipeline: a deleted one and its successor of the same name differ by uid. */
public record PipelineId(String namespace, String name, String uid) {

    public static PipelineId of(StreamingPipeline pipeline) {
        var metadata = pipeline.getMetadata();
        return new PipelineId(metadata.getNamespace(), metadata.getName(), metadata.getUid());
    }

    /** The first eight hexadecimal digits of the uid: enough to tell incarnations of one name apart. */
    public String shortUid() {
        return uid.replace("-", "").substring(0, 8);
    }

    /** By which its jobs commit how far they have read. */
    public String consumerGroup() {
        return "millrace." + namespace + "." + name;
    }

    /** What the transactional ids of all its jobs begin with. */
    public String transactionalIdPrefix() {
        return "sp~" + shortUid() + "~";
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
