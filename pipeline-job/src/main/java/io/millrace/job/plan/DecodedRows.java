package io.millrace.job.plan;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Derive;
import io.millrace.definition.StepDefinition.Window;

/** Where rows still are as they were decoded, so that the bytes that came can be the bytes that go. */
public final class DecodedRows {

    private final PipelineDefinition definition;

    public DecodedRows(PipelineDefinition definition) {
        this.definition = definition;
    }

    /** Whether all rows that a source or step gives are, whichever way they came. */
    public boolean givenBy(String name) {
        return definition.steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .map(this::givenBy)
                .orElse(true);
    }

    private boolean givenBy(StepDefinition step) {
        return !givesRowsOfItsOwn(step) && step.from().stream().allMatch(this::givenBy);
    }

    // What any other step gives may still hold a source's columns.
    static boolean givesRowsOfItsOwn(StepDefinition step) {
        return step instanceof Derive || step instanceof Window;
    }
}
