package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.StreamingPipeline;
import java.util.List;

/** Is shown all pipelines after each regular look. Must not wait for anything. */
public interface Audience {

    /** @param all every pipeline that there is; one that is missing is gone */
    void seen(List<Sight> all);

    /** A pipeline with its status, and what the last look found out. */
    record Sight(StreamingPipeline pipeline, PolledFacts facts) {}
}
