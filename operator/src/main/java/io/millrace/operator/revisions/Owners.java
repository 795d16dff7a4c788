package io.millrace.operator.revisions;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.operator.result.PipelineId;

/** Whose an object is: Kubernetes removes it with its owner, and the operator touches no other's. */
public final class Owners {

    private Owners() {}

    public static OwnerReference reference(PipelineId pipeline) {
        return new OwnerReferenceBuilder()
                .withApiVersion(HasMetadata.getApiVersion(StreamingPipeline.class))
                .withKind(HasMetadata.getKind(StreamingPipeline.class))
                .withName(pipeline.name())
                .withUid(pipeline.uid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }

    public static boolean owns(PipelineId pipeline, HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> pipeline.uid().equals(owner.getUid()));
    }
}
