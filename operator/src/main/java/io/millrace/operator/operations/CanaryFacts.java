package io.millrace.operator.operations;

import io.millrace.definition.differences.Difference;
import io.millrace.operator.jobs.JobFailure;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.result.Observed;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.topics.TopicState;
import io.millrace.operator.topics.WantedTopic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that is seen of a candidate.
 *
 * @param failure the last one of its job, looked at while it is waited for
 * @param revision as it is stored for the candidate
 * @param wantedRevision as it is to be stored, once all that it is made of is known and until it is stored; none while
 *     the spec asks for resources that nobody can read
 * @param wanted the topics that it needs, by name; none while they do not matter
 * @param topics as they are: those that it needs, or what is left of them
 * @param transactions that were begun in its name and are open; looked at while it is removed
 */
public record CanaryFacts(
        Observed<JobState> job,
        Observed<JobFigures> figures,
        Optional<JobFailure> failure,
        Observed<Revision> revision,
        Optional<Revision> wantedRevision,
        Map<String, WantedTopic> wanted,
        Map<String, Observed<TopicState>> topics,
        Observed<Set<String>> transactions,
        Leftovers leftovers) {

    /**
     * What nothing else shows, while it is removed.
     *
     * @param groupInUse whether somebody is a member of its consumer group; absent where that is gone
     * @param revision whether any object of its stored revision is there, though no whole one may be
     * @param differences the first that it has told of, once its job is gone; absent where none is new to the status, or
     *     its open transactions may hide some
     */
    public record Leftovers(Observed<Boolean> groupInUse, boolean revision, Observed<List<Difference>> differences) {

        public static final Leftovers NONE = new Leftovers(Observed.absent(), false, Observed.absent());
    }

    public static final CanaryFacts NONE = new CanaryFacts(
            Observed.absent(),
            Observed.absent(),
            Optional.empty(),
            Observed.absent(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            Observed.absent(),
            Leftovers.NONE);
}
