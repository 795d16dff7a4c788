package io.millrace.operator.revisions;

import io.millrace.operator.result.PipelineId;
import java.util.Map;
import java.util.TreeMap;

/** The labels by which objects of a pipeline are found. */
public final class Labels {

    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String MANAGER = "millrace";
    public static final String PIPELINE = "millrace.io/pipeline";
    public static final String PIPELINE_UID = "millrace.io/pipeline-uid";
    public static final String REVISION = "millrace.io/revision";
    /** Only on what is made for a candidate: {@code canary}. */
    public static final String SLOT = "millrace.io/slot";

    private Labels() {}

    public static Map<String, String> of(PipelineId pipeline, RevisionName revision) {
        Map<String, String> labels = new TreeMap<>(Map.of(
                MANAGED_BY, MANAGER,
                PIPELINE, pipeline.name(),
                PIPELINE_UID, pipeline.uid(),
                REVISION, revision.toString()));
        if (pipeline.isCanary()) {
            labels.put(SLOT, pipeline.slot().text());
        }
        return labels;
    }
}
