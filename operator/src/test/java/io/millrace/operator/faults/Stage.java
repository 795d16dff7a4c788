package io.millrace.operator.faults;

import io.millrace.api.v1alpha1.PipelineSpec;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Where a flow is played: the model in memory, or a real API server. Each has one pipeline and one operator. */
public interface Stage {

    void edit(UnaryOperator<PipelineSpec> change);

    void delete();

    /** Until nothing is written any more. */
    void settle();

    void pass(Duration time);

    /** Jobs that are started from now on do not come up. */
    void failJobs(boolean failing);

    /** Jobs that are started from now on fail again and again once they have completed a checkpoint. */
    void failJobsAfterCheckpoint(boolean failing);

    /** Somebody puts the description of another pipeline's savepoint next to the pipeline. */
    void lend(String configMap, String description);

    State state();
}
