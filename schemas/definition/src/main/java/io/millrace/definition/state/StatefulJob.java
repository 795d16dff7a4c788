package io.millrace.definition.state;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings.Slot;

/**
 * All that decides which state a job can read.
 *
 * @param stateBackend its name; what names there are does not matter here
 * @param pipeline what tells pipelines apart, {@link io.millrace.definition.RunSettings#shortUid}: the sink's state is of
 *     one pipeline alone
 */
public record StatefulJob(
        PipelineDefinition definition, int parallelism, int maxParallelism, String stateBackend, String pipeline) {

    StatefulJob with(PipelineDefinition other) {
        return new StatefulJob(other, parallelism, maxParallelism, stateBackend, pipeline);
    }

    StateManifest manifest() {
        return StateManifest.of(definition, pipeline, Slot.PROD, maxParallelism);
    }
}
