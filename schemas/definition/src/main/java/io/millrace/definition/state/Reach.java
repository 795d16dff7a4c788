package io.millrace.definition.state;

import io.millrace.definition.PipelineDefinition;
import java.util.stream.Collectors;

/** Which steps with state a source or step feeds, in the words of a sentence. */
final class Reach {

    private Reach() {}

    /** As {@code 'per-type' and 'visits'}; empty when there are none. */
    static String nextWithState(String from, PipelineDefinition definition) {
        return definition.nextKeyed(from).stream()
                .map(step -> "'" + step.name() + "'")
                .collect(Collectors.joining(" and "));
    }
}
