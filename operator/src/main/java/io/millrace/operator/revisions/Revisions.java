package io.millrace.operator.revisions;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.SystemException;
import java.util.List;

/** Where revisions are kept. Writes throw {@link SystemException}. */
public interface Revisions {

    Observed<Revision> find(PipelineId pipeline, RevisionName name);

    /** Whether the files that its job mounts are there as well; it may be a minute ago that they were. */
    boolean isMountable(PipelineId pipeline, RevisionName name);

    /** Stores what is not there of it under its name, for good. Storing it twice does no harm. */
    void store(PipelineId pipeline, Revision revision);

    /** All that are stored for the live job, in no order. */
    List<RevisionName> names(PipelineId pipeline);

    /** Whether {@link #remove} would find anything, though {@link #find} may not: storing can be interrupted. */
    boolean isLeft(PipelineId pipeline, RevisionName name);

    /** It is no error if there is none. */
    void remove(PipelineId pipeline, RevisionName name);

    /** Those of candidates too. */
    void removeAll(PipelineId pipeline);
}
