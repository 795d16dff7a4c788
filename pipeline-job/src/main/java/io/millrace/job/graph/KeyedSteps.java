package io.millrace.job.graph;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Keyed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which keyed steps rows can get into: runs of stateless steps are cut there. */
final class KeyedSteps {

    private KeyedSteps() {}

    /** The next keyed steps after a source or a keyed step: those with only stateless steps between. */
    static List<Keyed> reachedFrom(String name, PipelineDefinition definition) {
        Set<String> reached = new HashSet<>(Set.of(name));
        List<Keyed> keyed = new ArrayList<>();
        for (StepDefinition step : definition.steps()) {
            boolean isReached = !Collections.disjoint(step.from(), reached);
            if (isReached && step instanceof Keyed next) {
                keyed.add(next);
            } else if (isReached) {
                reached.add(step.name());
            }
        }
        return keyed;
    }
}
