package io.millrace.operator.savepoints;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.SystemException;
import java.util.Map;

/** Savepoints of a job that runs on. Writes throw {@link SystemException}. */
public interface Snapshots {

    Observed<SnapshotState> look(PipelineId pipeline, String name);

    /** All that were asked for and not forgotten, by name. */
    Map<String, SnapshotState> all(PipelineId pipeline);

    /** Asks for one under this name; asking twice does no harm. */
    void take(PipelineId pipeline, String name);

    /** Forgets that it was asked for; the savepoint itself stays. It is no error if there is none. */
    void forget(PipelineId pipeline, String name);

    /** Removes the savepoint's data, with the help of the pipeline's running job; it is no error if it is gone. */
    void dispose(PipelineId pipeline, String path);
}
