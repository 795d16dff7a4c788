package io.millrace.operator.savepoints;

import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.SystemException;
import java.util.Set;

/** Where descriptions of savepoints are kept. Writes throw {@link SystemException}. */
public interface SavepointRecords {

    Set<String> names(PipelineId pipeline);

    /** For good; keeping it twice does no harm. */
    void keep(PipelineId pipeline, SavepointRecord kept);

    /** It is no error if there is none. */
    void remove(PipelineId pipeline, String name);
}
