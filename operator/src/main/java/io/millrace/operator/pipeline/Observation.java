package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.operator.operations.OperationFacts;
import io.millrace.operator.operations.Stored;

/** Everything that the plan and the status may ask for. */
record Observation(PipelineSpec spec, Stored stored, OperationFacts facts, PolledFacts polled) {}
