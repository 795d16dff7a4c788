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

    /** Whether it was written; if not, somebody else changed the resource and everything has to be looked at again. */
    boolean write(StreamingPipeline pipeline, PipelineStatus status);

    void forget(StreamingPipeline pipeline);
}
