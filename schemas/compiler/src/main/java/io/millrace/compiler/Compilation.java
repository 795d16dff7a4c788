package io.millrace.compiler;

import io.millrace.definition.PipelineDefinition;
import java.util.List;
import java.util.function.Function;

/** What became of a spec. */
public sealed interface Compilation {

    /** The one or the other; on Java 17 this is how a caller cannot forget one. */
    <T> T fold(Function<PipelineDefinition, T> accepted, Function<List<Refusal>, T> refused);

    record Accepted(PipelineDefinition definition) implements Compilation {
        @Override
        public <T> T fold(Function<PipelineDefinition, T> accepted, Function<List<Refusal>, T> refused) {
            return accepted.apply(definition);
        }
    }

    /** @param refusals all that were found, at least one, in reading order of the spec's parts */
    record Refused(List<Refusal> refusals) implements Compilation {
        public Refused {
            refusals = List.copyOf(refusals);
        }

        @Override
        public <T> T fold(Function<PipelineDefinition, T> accepted, Function<List<Refusal>, T> refused) {
            return refused.apply(refusals);
        }
    }
}
