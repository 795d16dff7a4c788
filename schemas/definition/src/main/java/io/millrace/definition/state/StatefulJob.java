package io.millrace.definition.state;

import io.millrace.definition.PipelineDefinition;

/**
 * All that decides which state a job can read.
 *
 * @param stateBackend its name; what names there are does not matter here
 */
public record StatefulJob(PipelineDefinition definition, int parallelism, int maxParallelism, String stateBackend) {

    StatefulJob with(PipelineDefinition other) {
        return new StatefulJob(other, parallelism, maxParallelism, stateBackend);
    }
}
