package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.TopicSpec.DeletionPolicy;
import io.millrace.operator.acceptance.Verdict;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.result.Observed;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.topics.TopicChange;
import io.millrace.operator.topics.TopicState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that an operation may ask for.
 *
 * @param suspend whether the spec wants the job stopped
 * @param specHash of the spec as it is now
 * @param verdict about that spec; empty when there was no need to judge it
 * @param target the revision that the operation leads to, as stored
 * @param current the revision in place, as stored
 * @param cluster the connection that the pipeline's topics are on
 * @param topics those that the pipeline owns, looked at while they are to be deleted
 * @param deletionPolicies by topic
 * @param repairs what sets back what somebody else changed on topics in place
 */
public record OperationFacts(
        long generation,
        boolean deleting,
        boolean suspend,
        String specHash,
        Optional<Verdict> verdict,
        Observed<JobState> job,
        Observed<JobFigures> figures,
        Observed<Revision> target,
        Observed<Revision> current,
        String cluster,
        Map<String, Observed<TopicState>> topics,
        Map<String, DeletionPolicy> deletionPolicies,
        List<TopicChange> repairs) {

    /** The stored revision of that name, if it is one of those that were looked at. */
    Optional<Revision> stored(Optional<RevisionName> name) {
        return Stream.of(target, current)
                .flatMap(seen -> seen.value().stream())
                .filter(revision -> name.equals(Optional.of(revision.name())))
                .findFirst();
    }
}
