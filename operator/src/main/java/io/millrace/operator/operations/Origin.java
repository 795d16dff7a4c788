package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.OriginKind;
import io.millrace.operator.jobs.Nonces;
import io.millrace.operator.revisions.RevisionName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state that a job is started from.
 *
 * @param path of a savepoint; a checkpoint is found by the Flink Kubernetes operator itself
 * @param revision whose state it is; empty where it is another pipeline's
 * @param jobId of the job whose state it is; empty if unknown
 * @param nonce what makes the Flink Kubernetes operator start from here whatever runs; empty where the job is stopped
 *     there
 * @param request by which the spec asked for it
 * @param repeats whether it was agreed, for this very start, that what was written since then is written again
 */
public record Origin(
        OriginKind kind,
        Optional<String> path,
        Optional<RevisionName> revision,
        String jobId,
        Optional<Long> nonce,
        Optional<Request> request,
        boolean repeats) {

    /**
     * A value of {@code spec.restore}: it is done once the job is started from here.
     *
     * @param configMap that describes the savepoint, where it is another pipeline's
     */
    public record Request(long nonce, Optional<String> configMap) {}

    /** Where the job was stopped. */
    static Origin stoppedAt(String path, Optional<RevisionName> revision, String jobId) {
        return new Origin(
                OriginKind.SAVEPOINT, Optional.of(path), revision, jobId, Optional.empty(), Optional.empty(), false);
    }

    static Origin lastCheckpoint(Optional<RevisionName> revision, String jobId) {
        return new Origin(
                OriginKind.CHECKPOINT, Optional.empty(), revision, jobId, Optional.empty(), Optional.empty(), false);
    }

    static Origin of(PipelineStatus.Savepoint kept) {
        return stoppedAt(kept.path(), RevisionName.tryParse(kept.revision()), kept.jobId() == null ? "" : kept.jobId());
    }

    /** Whatever its revision is called, it is none of ours. */
    static Origin borrowed(PipelineStatus.Savepoint ofAnother) {
        return stoppedAt(ofAnother.path(), Optional.empty(), ofAnother.jobId() == null ? "" : ofAnother.jobId());
    }

    Origin askedForBy(Request asked) {
        return new Origin(kind, path, revision, jobId, nonce, Optional.of(asked), false);
    }

    /** The same state, for a job that gives way at once. */
    Origin renewedBy(long number) {
        return new Origin(kind, path, revision, jobId, Optional.of(number), request, false);
    }

    /** The same state, for a job that was started from it. */
    Origin asItRuns() {
        return new Origin(kind, path, revision, jobId, Optional.empty(), request, false);
    }

    /** The same state, though what was written since then is written again. */
    Origin repeating(boolean agreed) {
        return new Origin(kind, path, revision, jobId, nonce, request, agreed);
    }

    /**
     * What a FlinkDeployment's are to be for it.
     *
     * @param there now
     */
    Nonces nonces(Nonces there) {
        return nonce.map(number -> isSavepoint() ? there.redeployedBy(number) : there.restartedBy(number))
                .orElse(there);
    }

    /** Whether what a job that runs has come to since then is given up. */
    boolean throwsAway() {
        return isSavepoint() && nonce.isPresent();
    }

    boolean isSavepoint() {
        return kind == OriginKind.SAVEPOINT;
    }

    /** The ConfigMap that describes it; empty where it is this pipeline's own state. */
    public Optional<String> configMap() {
        return request.flatMap(Request::configMap);
    }

    static Optional<Origin> of(PipelineStatus.@Nullable Origin stored) {
        return Optional.ofNullable(stored)
                .map(origin -> new Origin(
                        origin.kind(),
                        Optional.ofNullable(origin.path()),
                        Optional.ofNullable(origin.revision()).map(RevisionName::parse),
                        origin.jobId() == null ? "" : origin.jobId(),
                        Optional.ofNullable(origin.redeployNonce()),
                        Optional.ofNullable(origin.restoreNonce())
                                .map(nonce -> new Request(nonce, Optional.ofNullable(origin.configMap()))),
                        Boolean.TRUE.equals(origin.repeats())));
    }

    PipelineStatus.Origin toStatus() {
        return new PipelineStatus.Origin(
                kind,
                path.orElse(null),
                revision.map(RevisionName::toString).orElse(null),
                jobId.isEmpty() ? null : jobId,
                nonce.orElse(null),
                request.map(Request::nonce).orElse(null),
                configMap().orElse(null),
                repeats ? true : null);
    }

    /** For people. */
    public String sentence() {
        String whose = configMap()
                .map(name -> ", which ConfigMap " + name + " describes and which stays another pipeline's")
                .orElse("");
        return path.map(where -> "savepoint " + where + whose).orElse("the last checkpoint of the job before");
    }
}
