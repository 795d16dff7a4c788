package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.TopicSpec.DeletionPolicy;
import io.millrace.operator.acceptance.Verdict;
import io.millrace.operator.canary.Evidence;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.topics.TopicChange;
import io.millrace.operator.topics.TopicState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that an operation may ask for.
 *
 * @param watchedSince when this operator began
 * @param wishes of the spec about how and when
 * @param specHash of the spec as it is now
 * @param refusal what the API server said when it last took nothing, as long as that stands in the status
 * @param verdict about that spec; empty when there was no need to judge it
 * @param ledger what readers of the ledger see last
 * @param asked the savepoint that the spec asks to restore, while that was not done
 * @param phaseFacts what only the present phase asks for
 * @param canary what is seen of the candidate, while one is there
 * @param evidence what the candidate's output says about it
 * @param target the revision that the operation leads to, as stored
 * @param current the revision in place, as stored
 * @param from the revision that the operation can go back to, as stored
 * @param revisions all that are stored; looked at only when one is made or some may be removed
 * @param cluster the connection that the pipeline's topics are on
 * @param topics those that the pipeline owns, looked at while they are to be deleted
 * @param deletionPolicies by topic
 * @param repairs what sets back what somebody else changed on topics in place
 */
public record OperationFacts(
        PipelineId pipeline,
        Instant watchedSince,
        long generation,
        boolean deleting,
        Wishes wishes,
        String specHash,
        Optional<Origin> asked,
        Optional<String> refusal,
        Optional<Verdict> verdict,
        Observed<JobState> job,
        Observed<JobFigures> figures,
        Observed<LastBooks> ledger,
        PhaseFacts phaseFacts,
        CanaryFacts canary,
        Evidence evidence,
        Observed<Revision> target,
        Observed<Revision> current,
        Observed<Revision> from,
        List<RevisionName> revisions,
        String cluster,
        Map<String, Observed<TopicState>> topics,
        Map<String, DeletionPolicy> deletionPolicies,
        List<TopicChange> repairs) {

    public boolean suspend() {
        return wishes.suspend();
    }

    /** Whether so much time has passed since then, as far as this operator was there. */
    boolean isOver(Duration time, Instant since, Instant now) {
        return counted(since, now).plus(time).isBefore(now);
    }

    /**
     * From when on time counts that began then. What was before this operator began does not: the others may have waited
     * for one, or have been away with it.
     */
    Instant counted(Instant since, Instant now) {
        // A clock that was set back since would hold up everything.
        boolean hasBegunSince = since.isBefore(watchedSince) && !watchedSince.isAfter(now);
        return hasBegunSince ? watchedSince : since;
    }

    /** The stored revision of that name, if it is one of those that were looked at. */
    Optional<Revision> stored(Optional<RevisionName> name) {
        return Stream.of(target, current, from)
                .flatMap(seen -> seen.value().stream())
                .filter(revision -> name.equals(Optional.of(revision.name())))
                .findFirst();
    }

    /** The newest earlier revision of the same content. */
    Optional<RevisionName> sameAs(RevisionName name) {
        return revisions.stream()
                .filter(other -> other.hash().equals(name.hash()) && other.ordinal() < name.ordinal())
                .max(Comparator.comparingInt(RevisionName::ordinal));
    }

    /** What Flink says about this very job. */
    Optional<JobFigures> figuresOf(JobState seen) {
        return seen.own(figures);
    }
}
