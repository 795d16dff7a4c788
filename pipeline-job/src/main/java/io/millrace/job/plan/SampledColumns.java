package io.millrace.job.plan;

import io.millrace.definition.Comparison;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.SourceDefinition;
import java.util.List;

/** The columns by which a candidate samples what it reads. */
public final class SampledColumns {

    private SampledColumns() {}

    /** Their positions; none where all records of the source are processed. */
    public static List<Integer> of(PipelineDefinition definition, RunSettings run, SourceDefinition source) {
        Comparison comparison = run.comparison();
        return comparison == null
                ? List.of()
                : comparison.sample(definition).map(sample -> sample.of(source)).orElse(List.of());
    }
}
