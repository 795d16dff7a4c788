package io.millrace.job.plan;

import io.millrace.definition.DefinitionFiles;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import java.io.Serializable;

/**
 * Definition and settings on their way to the task managers, as the JSON that they are: closures are made there, so
 * nothing compiled has to be serializable.
 */
public final class CarriedPlan implements Serializable {

    private static final long serialVersionUID = 1;

    private final String definition;
    private final String run;

    public CarriedPlan(PipelineDefinition definition, RunSettings run) {
        this.definition = DefinitionFiles.write(definition);
        this.run = DefinitionFiles.write(run);
    }

    public PipelineDefinition definition() {
        return DefinitionFiles.readDefinition(definition);
    }

    public RunSettings run() {
        return DefinitionFiles.readRun(run);
    }
}
