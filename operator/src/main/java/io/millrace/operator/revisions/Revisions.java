package io.millrace.operator.revisions;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.SystemException;

/** Where revisions are kept. Writes throw {@link SystemException}. */
public interface Revisions {

    Observed<Revision> find(PipelineId pipeline, RevisionName name);

    /** Stores it under its name, for good. Storing it twice does no harm. */
    void store(PipelineId pipeline, Revision revision);

    void removeAll(PipelineId pipeline);
}
