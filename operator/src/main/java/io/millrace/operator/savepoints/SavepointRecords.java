package io.millrace.operator.savepoints;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.SystemException;
import java.util.Collection;
import java.util.Map;

/** Where descriptions of savepoints are kept. Writes throw {@link SystemException}. */
public interface SavepointRecords {

    /** Who has something under the name of a savepoint. */
    enum Holder {
        PIPELINE,
        SOMEBODY_ELSE
    }

    /** Of these savepoints; one under whose name nobody has anything is left out. */
    Map<String, Holder> holders(PipelineId pipeline, Collection<String> savepoints);

    /** What a ConfigMap in the pipeline's namespace says, whoever put it there. */
    Observed<Borrowed> borrow(PipelineId pipeline, String configMap);

    /** For good; keeping it twice does no harm. */
    void keep(PipelineId pipeline, SavepointRecord kept);

    /** It is no error if there is none. */
    void remove(PipelineId pipeline, String name);
}
