package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.operator.revisions.RevisionName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The revisions of a pipeline, as far as decisions depend on them.
 *
 * @param previous what ran before {@code current}
 * @param sameAs an earlier revision of the same content as {@code current}
 * @param specHash of the spec that {@code current} was made from
 * @param highestOrdinal that was ever given to a revision
 * @param settledJob Flink's id of the last job that was seen to complete a checkpoint: it can go on from its last one
 */
public record Lineage(
        Optional<RevisionName> current,
        Optional<RevisionName> previous,
        Optional<RevisionName> sameAs,
        Optional<String> specHash,
        int highestOrdinal,
        Optional<String> settledJob,
        Optional<Failed> failed) {

    public static final Lineage NONE = new Lineage(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            Optional.empty(),
            Optional.empty());

    /** The revision that was tried last and given up, and why. */
    public record Failed(RevisionName name, String specHash, String message) {}

    static Lineage of(PipelineStatus.@Nullable Revision stored) {
        if (stored == null) {
            return NONE;
        }
        return new Lineage(
                name(stored.current()),
                name(stored.previous()),
                name(stored.sameAs()),
                Optional.ofNullable(stored.specHash()),
                stored.highestOrdinal() == null ? 0 : stored.highestOrdinal(),
                Optional.ofNullable(stored.settledJob()),
                Optional.ofNullable(stored.failed())
                        .map(failed ->
                                new Failed(RevisionName.parse(failed.name()), failed.specHash(), failed.message())));
    }

    private static Optional<RevisionName> name(@Nullable String text) {
        return Optional.ofNullable(text).map(RevisionName::parse);
    }

    public PipelineStatus.@Nullable Revision toStatus() {
        return equals(NONE)
                ? null
                : new PipelineStatus.Revision(
                        text(current),
                        text(previous),
                        text(sameAs),
                        specHash.orElse(null),
                        highestOrdinal,
                        settledJob.orElse(null),
                        failed.map(one -> new PipelineStatus.FailedRevision(
                                        one.name().toString(), one.specHash(), one.message()))
                                .orElse(null));
    }

    private static @Nullable String text(Optional<RevisionName> name) {
        return name.map(RevisionName::toString).orElse(null);
    }

    /** The ordinal is taken for good, whatever becomes of the revision. */
    Lineage having(RevisionName named) {
        return new Lineage(
                current, previous, sameAs, specHash, Math.max(highestOrdinal, named.ordinal()), settledJob, failed);
    }

    /** Only noted that another spec means the same revision. */
    Lineage withSpecHash(String hash) {
        return new Lineage(current, previous, sameAs, Optional.of(hash), highestOrdinal, settledJob, Optional.empty());
    }

    Lineage withCurrent(RevisionName name, String hash, Optional<RevisionName> equalOne) {
        Optional<RevisionName> before = current.equals(Optional.of(name)) ? previous : current;
        return new Lineage(Optional.of(name), before, equalOne, Optional.of(hash), highestOrdinal, settledJob, failed);
    }

    Lineage withSettled(String jobId) {
        return new Lineage(current, previous, sameAs, specHash, highestOrdinal, Optional.of(jobId), failed);
    }

    Lineage withFailed(Failed given) {
        return new Lineage(current, previous, sameAs, specHash, highestOrdinal, settledJob, Optional.of(given));
    }

    Lineage withoutFailed() {
        return new Lineage(current, previous, sameAs, specHash, highestOrdinal, settledJob, Optional.empty());
    }

    /** Whether this very spec was tried and given up. */
    public boolean hasFailed(String hash) {
        return failed.filter(one -> one.specHash().equals(hash)).isPresent();
    }
}
