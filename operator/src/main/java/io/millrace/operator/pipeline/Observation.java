package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.operator.operations.OperationFacts;
import io.millrace.operator.operations.Stored;
import java.util.List;

/**
 * Everything that the plan and the status may ask for.
 *
 * @param topics those in place; none while an operation changes them
 */
record Observation(
        PipelineSpec spec, Stored stored, OperationFacts facts, PolledFacts polled, List<SeenTopic> topics) {}
