package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.StreamingPipeline;
import java.util.stream.Stream;

/** All pipelines there are, the one that is looked at included. */
@FunctionalInterface
interface Neighbours {

    Stream<StreamingPipeline> all();
}
