package io.millrace.job.steps;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RowType;
import io.millrace.definition.RunSettings;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Derive;
import io.millrace.definition.StepDefinition.Filter;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.StepDefinition.Validate;
import io.millrace.definition.StepDefinition.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that stands after a source or a keyed step, up to the sinks and the next keyed steps, as one tree of closures:
 *
 * <pre>
 *   clicks ─ valid ┬─ wide ── [sink out]
 *                  └─ ► window per-type
 * </pre>
 *
 * <p>A step that reads from two of them stands in both trees; being stateless, it does not notice.
 */
final class Route {

    private final PipelineDefinition definition;
    private final RunSettings run;

    Route(PipelineDefinition definition, RunSettings run) {
        this.definition = definition;
        this.run = run;
    }

    Stage after(SourceDefinition source) {
        return after(source.name(), source.output(), true);
    }

    Stage after(Keyed step) {
        return after(step.name(), step.output(), isAsDecoded(step.name()));
    }

    private Stage after(String name, RowType type, boolean unchanged) {
        List<Stage> next = new ArrayList<>();
        for (StepDefinition step : definition.steps()) {
            if (step.from().contains(name)) {
                next.add(through(step, unchanged));
            }
        }
        for (SinkDefinition sink : definition.sinks()) {
            if (sink.from().contains(name)) {
                next.add(new SinkStage(sink, type, unchanged, run.sinkTopic(sink.topic())));
            }
        }
        return Stages.all(next);
    }

    private Stage through(StepDefinition step, boolean unchanged) {
        if (step instanceof Filter filter) {
            return Stages.filter(filter, after(step.name(), step.output(), unchanged));
        }
        if (step instanceof Validate validate) {
            return Stages.validate(validate, after(step.name(), step.output(), unchanged));
        }
        if (step instanceof Derive derive) {
            return Stages.derive(derive, after(step.name(), step.output(), false));
        }
        return Stages.enter((Keyed) step);
    }

    /** Whether rows are there as they were decoded, whichever way they came. */
    private boolean isAsDecoded(String name) {
        return definition.steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .map(step -> !(step instanceof Derive || step instanceof Window)
                        && step.from().stream().allMatch(this::isAsDecoded))
                .orElse(true);
    }
}
