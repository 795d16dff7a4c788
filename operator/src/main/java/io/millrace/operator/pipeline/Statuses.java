package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.StreamingPipeline;

/**
 * The one way in which a status is read back and written: the whole status, against the very version of the resource
 * that the decision was made from. A write that loses is never repeated on a fresh copy, as that would store a decision
 * that nobody made.
 */
public interface Statuses {

    /** The resource as this process wrote it last, if what the cache has is from before that. */
    StreamingPipeline latest(StreamingPipeline cached);

    /**
     * Whether this is the resource as it is stored now, asked past every cache. What a cache has may be long outdated,
     * above all after a restart, and the intent in it carried out and followed by another one.
     */
    boolean isCurrent(StreamingPipeline pipeline);

    /** Whether it was written; if not, somebody else changed the resource and everything has to be looked at again. */
    boolean write(StreamingPipeline pipeline, PipelineStatus status);

    void forget(StreamingPipeline pipeline);
}
