package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineStatus.CanaryTopic;
import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.differences.Difference;
import io.millrace.operator.canary.CanaryRevision;
import io.millrace.operator.canary.CanaryTopics;
import io.millrace.operator.canary.CanaryWishes;
import io.millrace.operator.canary.Candidate;
import io.millrace.operator.canary.Evidence;
import io.millrace.operator.canary.Samples;
import io.millrace.operator.jobs.JobFailure;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.operations.CanaryFacts;
import io.millrace.operator.operations.Operation;
import io.millrace.operator.operations.Stored;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.topics.TopicState;
import io.millrace.operator.topics.WantedTopic;
import io.millrace.operator.transactions.OpenTransaction;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at a candidate and at what was made for it. */
final class CanaryObserver {

    private final Ports ports;

    CanaryObserver(Ports ports) {
        this.ports = ports;
    }

    /**
     * @param shown what the status says of its output
     * @param target the revision that the operation under way leads to
     * @param current the live one
     */
    CanaryFacts observe(
            PipelineId id,
            Stored stored,
            CanaryWishes wishes,
            Evidence shown,
            PolledCanary polled,
            Observed<Revision> target,
            Observed<Revision> current,
            String cluster) {
        Optional<Candidate> there = stored.candidateThere();
        if (there.isEmpty()) {
            return CanaryFacts.NONE;
        }
        Candidate candidate = there.get();
        PipelineId own = id.in(Slot.CANARY);
        Observed<Revision> revision = ports.revisions().find(own, candidate.name());
        Optional<Operation> operation = stored.operation();
        Map<String, WantedTopic> wanted = isIn(operation, OperationPhase.TOPICS)
                ? target.value().map(of -> CanaryTopics.of(id, of)).orElse(Map.of())
                : Map.of();
        boolean removing = isIn(operation, OperationPhase.REMOVE_CANARY);
        Collection<String> names =
                removing ? candidate.topics().stream().map(CanaryTopic::name).toList() : wanted.keySet();
        Observed<JobState> job = ports.jobs().look(own);
        Map<String, Observed<TopicState>> topics = topics(cluster, names);
        Observed<Set<String>> transactions = removing ? transactions(cluster, revision) : Observed.absent();
        return new CanaryFacts(
                job,
                polled.figures(),
                isIn(operation, OperationPhase.SETTLE) ? failure(own, job) : Optional.empty(),
                revision,
                // Once it is stored, what is made of the spec does not matter any more.
                revision.value().isEmpty()
                        ? wantedRevision(id, candidate, wishes, operation, target, current)
                        : Optional.empty(),
                wanted,
                topics,
                transactions,
                removing
                        ? leftovers(
                                own,
                                candidate,
                                cluster,
                                differences(id, candidate, cluster, shown, topics, transactions))
                        : CanaryFacts.Leftovers.NONE);
    }

    private Observed<List<Difference>> differences(
            PipelineId id,
            Candidate candidate,
            String cluster,
            Evidence shown,
            Map<String, Observed<TopicState>> topics,
            Observed<Set<String>> transactions) {
        String name = CanaryTopics.differences(id);
        int wanted = candidate.stoppedAt().isPresent() ? Samples.toRead(shown) : 0;
        if (wanted == 0) {
            return Observed.absent();
        }
        return topics.getOrDefault(name, Observed.absent())
                .flatMap(there -> candidate.isOwner(name, there.id()) ? transactions : Observed.absent())
                .flatMap(open -> open.isEmpty()
                        ? ports.clusters()
                                .differences(cluster)
                                .first(Map.of(name, wanted))
                                .getOrDefault(name, Observed.absent())
                        : Observed.absent())
                .flatMap(read -> shown.and(read).equals(shown) ? Observed.absent() : Observed.found(read));
    }

    private Optional<JobFailure> failure(PipelineId own, Observed<JobState> job) {
        return job.value().filter(seen -> !seen.jobId().isEmpty()).flatMap(seen -> ports.monitor()
                .lastFailure(own, seen.jobId()));
    }

    private CanaryFacts.Leftovers leftovers(
            PipelineId own, Candidate candidate, String cluster, Observed<List<Difference>> differences) {
        return new CanaryFacts.Leftovers(
                ports.clusters().topics(cluster).isInUse(own.consumerGroup()),
                ports.revisions().isLeft(own, candidate.name()),
                differences);
    }

    private static boolean isIn(Optional<Operation> operation, OperationPhase phase) {
        return operation
                .filter(under -> under.phase() == phase)
                .filter(under -> under.type() == OperationType.CANARY || phase == OperationPhase.REMOVE_CANARY)
                .isPresent();
    }

    private static Optional<Revision> wantedRevision(
            PipelineId id,
            Candidate candidate,
            CanaryWishes wishes,
            Optional<Operation> operation,
            Observed<Revision> target,
            Observed<Revision> current) {
        return target.value()
                .filter(of -> isIn(operation, OperationPhase.START) || isIn(operation, OperationPhase.SETTLE))
                .filter(of -> candidate.cut().isPresent())
                .filter(of -> wishes.resources().complaint().isEmpty())
                .flatMap(of ->
                        current.value().map(live -> CanaryRevision.of(id, of, live, candidate, wishes.resources())));
    }

    private Map<String, Observed<TopicState>> topics(String cluster, Collection<String> names) {
        return names.isEmpty() ? Map.of() : ports.clusters().topics(cluster).describe(List.copyOf(names));
    }

    private Observed<Set<String>> transactions(String cluster, Observed<Revision> revision) {
        if (revision.value().isEmpty()) {
            return Observed.absent();
        }
        String prefix = revision.value().get().run().transactionalIdPrefix();
        return ports.clusters()
                .transactions(cluster)
                .open(Set.of(prefix))
                .getOrDefault(prefix, Observed.absent())
                .map(open -> open.stream().map(OpenTransaction::id).collect(Collectors.toSet()));
    }
}
