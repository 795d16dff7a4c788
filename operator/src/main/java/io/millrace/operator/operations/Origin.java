package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.OriginKind;
import io.millrace.operator.revisions.RevisionName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state that a job is started from.
 *
 * @param path of a savepoint; a checkpoint is found by the Flink Kubernetes operator itself
 * @param revision whose state it is
 * @param jobId of the job whose state it is; empty if unknown
 * @param redeployNonce what makes the Flink Kubernetes operator cancel whatever runs and start from {@code path}; empty
 *     where the job is stopped there anyway
 */
public record Origin(
        OriginKind kind,
        Optional<String> path,
        Optional<RevisionName> revision,
        String jobId,
        Optional<Long> redeployNonce) {

    /** Where the job was stopped. */
    static Origin stoppedAt(String path, Optional<RevisionName> revision, String jobId) {
        return new Origin(OriginKind.SAVEPOINT, Optional.of(path), revision, jobId, Optional.empty());
    }

    static Origin lastCheckpoint(Optional<RevisionName> revision, String jobId) {
        return new Origin(OriginKind.CHECKPOINT, Optional.empty(), revision, jobId, Optional.empty());
    }

    static Origin of(PipelineStatus.Savepoint kept) {
        return stoppedAt(kept.path(), RevisionName.tryParse(kept.revision()), kept.jobId() == null ? "" : kept.jobId());
    }

    /** The same state, for a job that gives way at once. */
    Origin redeployedBy(long nonce) {
        return new Origin(kind, path, revision, jobId, Optional.of(nonce));
    }

    boolean isSavepoint() {
        return kind == OriginKind.SAVEPOINT;
    }

    static Optional<Origin> of(PipelineStatus.@Nullable Origin stored) {
        return Optional.ofNullable(stored)
                .map(origin -> new Origin(
                        origin.kind(),
                        Optional.ofNullable(origin.path()),
                        Optional.ofNullable(origin.revision()).map(RevisionName::parse),
                        origin.jobId() == null ? "" : origin.jobId(),
                        Optional.ofNullable(origin.redeployNonce())));
    }

    PipelineStatus.Origin toStatus() {
        return new PipelineStatus.Origin(
                kind,
                path.orElse(null),
                revision.map(RevisionName::toString).orElse(null),
                jobId.isEmpty() ? null : jobId,
                redeployNonce.orElse(null));
    }

    /** For people. */
    public String sentence() {
        return path.map(where -> "savepoint " + where).orElse("the last checkpoint of the job before");
    }
}
