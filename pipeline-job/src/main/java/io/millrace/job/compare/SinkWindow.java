package io.millrace.job.compare;

import io.millrace.definition.Column;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.StepDefinition.Window;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The window whose results a sink writes: the next one before it, if there is no other way into it. */
final class SinkWindow {

    private SinkWindow() {}

    static Optional<Window> of(PipelineDefinition definition, SinkDefinition sink) {
        Set<String> before = new HashSet<>(sink.from());
        for (int i = definition.steps().size() - 1; i >= 0; i--) {
            StepDefinition step = definition.steps().get(i);
            if (!(step instanceof Keyed) && before.remove(step.name())) {
                before.addAll(step.from());
            }
        }
        return definition.steps().stream()
                .filter(step -> before.equals(Set.of(step.name())) && step instanceof Window)
                .map(Window.class::cast)
                .findFirst();
    }

    static List<String> key(Window window) {
        return window.keyColumns().columns().stream().map(Column::name).toList();
    }
}
