package io.millrace.operator.revisions;

import io.millrace.operator.result.PipelineId;
import java.util.Map;

/** The labels by which objects of a pipeline are found. */
public final class Labels {

    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String MANAGER = "millrace";
    public static final String PIPELINE = "millrace.io/pipeline";
    public static final String PIPELINE_UID = "millrace.io/pipeline-uid";
    public static final String REVISION = "millrace.io/revision";

    private Labels() {}

    public static Map<String, String> of(PipelineId pipeline, RevisionName revision) {
        return Map.of(
                MANAGED_BY, MANAGER,
                PIPELINE, pipeline.name(),
                PIPELINE_UID, pipeline.uid(),
                REVISION, revision.toString());
    }
}
