package io.millrace.definition.state;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Keyed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which steps with state a source or step feeds. */
final class Reach {

    private Reach() {}

    /** Those with only stateless steps between, as {@code 'per-type' and 'visits'}; empty when there are none. */
    static String nextWithState(String from, PipelineDefinition definition) {
        Set<String> reached = new HashSet<>(Set.of(from));
        List<String> keyed = new ArrayList<>();
        for (StepDefinition step : definition.steps()) {
            boolean isReached = !Collections.disjoint(step.from(), reached);
            if (isReached && step instanceof Keyed) {
                keyed.add(step.name());
            } else if (isReached) {
                reached.add(step.name());
            }
        }
        return keyed.stream().map(name -> "'" + name + "'").collect(Collectors.joining(" and "));
    }
}
