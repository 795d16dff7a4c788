package io.millrace.job.graph;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which windows rows can get into. */
final class Windows {

    private Windows() {}

    /** The next windows after a source or a window: those with only stateless steps between. */
    static List<Window> reachedFrom(String name, PipelineDefinition definition) {
        Set<String> reached = new HashSet<>(Set.of(name));
        List<Window> windows = new ArrayList<>();
        for (StepDefinition step : definition.steps()) {
            boolean isReached = !Collections.disjoint(step.from(), reached);
            if (isReached && step instanceof Window window) {
                windows.add(window);
            } else if (isReached) {
                reached.add(step.name());
            }
        }
        return windows;
    }
}
