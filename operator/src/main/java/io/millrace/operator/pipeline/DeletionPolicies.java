package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.TopicSpec;
import io.millrace.api.v1alpha1.TopicSpec.DeletionPolicy;
import io.millrace.operator.acceptance.TopicNames;
import io.millrace.operator.result.PipelineId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What happens to each topic when the pipeline is deleted: what the spec says now. The topics of dead letters and late
 * records hold the only copy of what was not delivered, and the ledger tells of it; they go only where all the output
 * goes as well.
 */
final class DeletionPolicies {

    private DeletionPolicies() {}

    /** @param shared topics that another pipeline owns as well: they are never deleted from here */
    static Map<String, DeletionPolicy> of(PipelineId pipeline, PipelineSpec spec, Set<String> shared) {
        List<TopicSpec> listed = TopicNames.listed(spec);
        Map<String, DeletionPolicy> policies = new HashMap<>();
        listed.forEach(topic -> policies.put(topic.name(), policy(topic)));
        boolean everything =
                !listed.isEmpty() && policies.values().stream().allMatch(policy -> policy == DeletionPolicy.DELETE);
        DeletionPolicy remains = everything ? DeletionPolicy.DELETE : DeletionPolicy.RETAIN;
        TopicNames.generated(pipeline).forEach(topic -> policies.put(topic, remains));
        policies.replaceAll((topic, policy) -> shared.contains(topic) ? DeletionPolicy.RETAIN : policy);
        return Map.copyOf(policies);
    }

    private static DeletionPolicy policy(TopicSpec topic) {
        return topic.deletionPolicy() == null ? DeletionPolicy.RETAIN : topic.deletionPolicy();
    }
}
