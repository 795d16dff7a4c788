package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.StreamingPipeline;

/** What {@code kubectl describe} shows at its end. An event that cannot be published is lost, and nothing else. */
public interface Events {

    void publish(StreamingPipeline about, Note note);

    /**
     * @param reason one word
     */
    record Note(boolean warning, String reason, String message) {}
}
