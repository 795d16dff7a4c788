package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.TopicStatus;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.api.v1alpha1.TopicSpec.DeletionPolicy;
import io.millrace.operator.acceptance.Claims;
import io.millrace.operator.acceptance.Ownership;
import io.millrace.operator.acceptance.SpecJudge;
import io.millrace.operator.acceptance.Verdict;
import io.millrace.operator.canary.Evidence;
import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.ledger.Audit;
import io.millrace.operator.ledger.Ledgers;
import io.millrace.operator.operations.CanaryFacts;
import io.millrace.operator.operations.LastBooks;
import io.millrace.operator.operations.Operation;
import io.millrace.operator.operations.OperationFacts;
import io.millrace.operator.operations.OperationPlanner;
import io.millrace.operator.operations.Predecessor;
import io.millrace.operator.operations.Stored;
import io.millrace.operator.operations.Wishes;
import io.millrace.operator.pipeline.StateObserver.Sought;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.Reason;
import io.millrace.operator.revisions.ContentHash;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.status.ConditionType;
import io.millrace.operator.topics.TopicState;
import io.millrace.operator.topics.WatchedTopic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at everything once, before anything is decided. Only reads. */
public final class PipelineObserver {

    private final SpecObserver specs;
    private final PhaseObserver phases;
    private final CanaryObserver canaries;
    private final StateObserver states;
    private final SpecJudge judge;
    private final Ports ports;
    private final OperatorConfig config;
    private final Instant began;

    /** @param began when this operator began to watch */
    public PipelineObserver(OperatorConfig config, SpecJudge judge, Ports ports, Instant began) {
        this.specs = new SpecObserver(config, ports.clusters(), ports.jobs());
        this.phases = new PhaseObserver(ports);
        this.canaries = new CanaryObserver(ports);
        this.states = new StateObserver(ports, config.stateRoot());
        this.judge = judge;
        this.ports = ports;
        this.config = config;
        this.began = began;
    }

    Observation observe(StreamingPipeline pipeline, PolledFacts polled, Neighbours neighbours, Instant now) {
        PipelineId id = PipelineId.of(pipeline);
        PipelineSpec spec = pipeline.getSpec();
        Stored stored = Stored.of(pipeline.getStatus());
        long generation = pipeline.getMetadata().getGeneration();
        boolean deleting = pipeline.isMarkedForDeletion();
        String specHash = ContentHash.ofSpec(spec);
        Observed<Revision> current = find(id, stored.current());
        Optional<RevisionName> to = stored.operation().flatMap(Operation::to);
        Optional<RevisionName> from = stored.operation().flatMap(Operation::from);
        Observed<Revision> target = to.equals(stored.current()) ? current : find(id, to);
        Observed<Revision> before = from.equals(stored.current()) ? current : find(id, from);
        Wishes wishes = Wishes.of(spec);
        Observed<JobState> job = ports.jobs().look(id);
        String cluster = current.value().map(Revision::cluster).orElse(spec.cluster());
        Evidence shown = Evidence.shownBy(
                pipeline.getStatus() == null ? null : pipeline.getStatus().rollout());
        CanaryFacts canary =
                canaries.observe(id, stored, wishes.canary(), shown, polled.canary(), target, current, cluster);
        Evidence evidence = CanaryEvidence.of(pipeline.getStatus(), wishes.canary(), polled, job, canary, current, now);
        Sought sought = deleting ? Sought.NOTHING : states.seek(id, stored, wishes);
        // What is under way comes to its end first, unless it waits for just that.
        boolean restores = sought.isAny() && OperationPlanner.takesUpRestore(stored, job);
        boolean judging = !deleting
                && isToBeJudged(stored, generation, specHash, wishes, restores, current, target, evidence, now);
        Observed<LastBooks> ledger = books(polled);
        Observed<JobFigures> figures = figures(id, stored, job, polled);
        Predecessor predecessor = Predecessor.of(stored, sought.origin(), job, figures, ledger);
        // What the others own matters only then.
        Optional<Ownership> ownership =
                judging || deleting ? Optional.of(ownership(pipeline, cluster, neighbours)) : Optional.empty();
        Optional<Verdict> verdict = ownership
                .filter(known -> judging)
                .map(known -> specs.observe(spec, current.value(), job, known))
                .map(facts -> judge.judge(
                        id, spec, facts, current.value(), states.inheritance(id, spec.cluster(), sought, predecessor)))
                .map(judged -> doubted(judged, predecessor));
        Map<String, DeletionPolicy> policies = DeletionPolicies.of(id, spec, shared(cluster, ownership));
        boolean atRest = !deleting && stored.operation().isEmpty();
        List<SeenTopic> topics = current.value()
                .filter(revision -> atRest)
                .map(revision -> inPlace(TopicWatch.of(spec, stored, revision), cluster, polled))
                .orElse(List.of());
        OperationFacts facts = new OperationFacts(
                id,
                began,
                generation,
                deleting,
                wishes,
                specHash,
                sought.origin(),
                refusal(pipeline.getStatus()),
                verdict,
                job,
                figures,
                ledger,
                phases.observe(id, stored, job, current),
                canary,
                evidence,
                target,
                current,
                before,
                stored.operation().isPresent() && !deleting ? ports.revisions().names(id) : List.of(),
                cluster,
                deleting ? doomed(stored, cluster, policies) : Map.of(),
                policies,
                topics.stream()
                        .flatMap(topic -> topic.drift().stream())
                        .flatMap(drift -> drift.revert().stream())
                        .toList());
        return new Observation(spec, stored, facts, polled, topics);
    }

    private static Optional<String> refusal(@Nullable PipelineStatus status) {
        return Stream.ofNullable(status)
                .flatMap(shown -> Stream.ofNullable(shown.conditions()))
                .flatMap(List::stream)
                .filter(condition -> ConditionType.PROGRESSING.word().equals(condition.getType())
                        && Reason.KUBERNETES_REFUSED.word().equals(condition.getReason()))
                .flatMap(condition -> Stream.ofNullable(condition.getMessage()))
                .findFirst();
    }

    // What the last poll saw is seconds old: a job may have completed its first checkpoint since.
    private Observed<JobFigures> figures(PipelineId id, Stored stored, Observed<JobState> job, PolledFacts polled) {
        boolean asks =
                stored.operation().filter(OperationPlanner::isDecidedByFigures).isPresent()
                        && job.value().filter(seen -> !seen.jobId().isEmpty()).isPresent();
        return asks ? ports.monitor().figures(List.of(id)).getOrDefault(id, Observed.absent()) : polled.figures();
    }

    private static Verdict doubted(Verdict judged, Predecessor predecessor) {
        return judged instanceof Verdict.Accepted
                ? predecessor
                        .doubt()
                        .<Verdict>map(why -> new Verdict.Undecided(List.of(why)))
                        .orElse(judged)
                : judged;
    }

    // What was not read may say anything.
    private static Observed<LastBooks> books(PolledFacts polled) {
        Observed<LastBooks> last = polled.ledger().flatMap(PipelineObserver::lastBooks);
        return last.isAbsent() && !polled.booksAreKnown() ? Observed.unreachable(Ledgers.UNREAD) : last;
    }

    private static Observed<LastBooks> lastBooks(Audit audit) {
        return RevisionName.tryParse(audit.revision())
                .map(revision -> Observed.found(new LastBooks(
                        revision,
                        audit.turnover().consumed(),
                        audit.sum().run(),
                        audit.reading().wentBack())))
                .orElseGet(Observed::absent);
    }

    private Ownership ownership(StreamingPipeline pipeline, String cluster, Neighbours neighbours) {
        String uid = pipeline.getMetadata().getUid();
        List<Claims> others = neighbours
                .all()
                .filter(other -> !other.getMetadata().getUid().equals(uid) && other.getSpec() != null)
                .map(other -> Claims.of(other, clusterInPlace(other), config))
                .toList();
        return new Ownership(Claims.of(pipeline, cluster, config), others);
    }

    // Only a spec that is not in place, for instance one that was refused, can name another cluster than the revision.
    private String clusterInPlace(StreamingPipeline other) {
        String named = other.getSpec().cluster();
        Stored stored;
        try {
            stored = Stored.of(other.getStatus());
        } catch (RuntimeException e) {
            // Whoever may write a status can write what is none: its own turn says so.
            return named;
        }
        boolean inPlace = stored.current().isEmpty()
                || stored.specHash().equals(Optional.of(ContentHash.ofSpec(other.getSpec())));
        return inPlace
                ? named
                : find(PipelineId.of(other), stored.current())
                        .value()
                        .map(Revision::cluster)
                        .orElse(named);
    }

    private Set<String> shared(String cluster, Optional<Ownership> ownership) {
        return Optional.ofNullable(config.connections().get(cluster))
                .flatMap(connection -> ownership.map(known -> known.sharedTopics(connection)))
                .orElse(Set.of());
    }

    private Observed<Revision> find(PipelineId pipeline, Optional<RevisionName> name) {
        return name.map(revision -> ports.revisions().find(pipeline, revision)).orElseGet(Observed::absent);
    }

    /** A spec is judged until it has become a revision; nothing that is in place is judged again. */
    private static boolean isToBeJudged(
            Stored stored,
            long generation,
            String specHash,
            Wishes wishes,
            boolean restores,
            Observed<Revision> current,
            Observed<Revision> target,
            Evidence evidence,
            Instant now) {
        Optional<Operation> operation = stored.operation();
        // From another state it is another try; a candidate has no state but the live job's.
        boolean hasAnotherState = restores && !wishes.canary().rehearse();
        boolean isAskedForAgain =
                hasAnotherState || wishes.askToRestart(stored.handled()) || stored.deservesAnotherTry(wishes.canary());
        if (stored.lineage().hasFailed(specHash) && !isAskedForAgain) {
            return false;
        }
        if (operation.isEmpty()) {
            boolean lost = stored.current().isPresent() && current.isAbsent();
            return lost
                    || restores
                    || !(stored.specHash().equals(Optional.of(specHash))
                            || OperationPlanner.isTried(stored, specHash, wishes, evidence, now));
        }
        if (restores || !OperationPlanner.isFrozen(operation.get().phase())) {
            return true;
        }
        boolean same = target.value()
                .filter(revision -> revision.specHash().equals(specHash))
                .isPresent();
        return operation.get().generation() != generation && !same;
    }

    /** As the last poll saw them. It is seconds old, so what seems to be wrong is looked at again. */
    private List<SeenTopic> inPlace(List<WatchedTopic> watched, String cluster, PolledFacts polled) {
        List<SeenTopic> seen = watched.stream()
                .flatMap(
                        topic -> Optional.ofNullable(polled.topics().get(topic.name()))
                                .map(state -> new SeenTopic(topic, state))
                                .stream())
                .toList();
        Set<String> doubtful = seen.stream()
                .filter(topic -> topic.state().isAbsent() || topic.drift().isPresent())
                .map(topic -> topic.topic().name())
                .collect(Collectors.toSet());
        if (doubtful.isEmpty()) {
            return seen;
        }
        Map<String, Observed<TopicState>> now = ports.clusters().topics(cluster).describe(doubtful);
        return seen.stream()
                .map(topic -> new SeenTopic(
                        topic.topic(), now.getOrDefault(topic.topic().name(), topic.state())))
                .toList();
    }

    private Map<String, Observed<TopicState>> doomed(
            Stored stored, String cluster, Map<String, DeletionPolicy> policies) {
        Set<String> names = stored.topics().stream()
                .map(TopicStatus::name)
                .filter(name -> policies.get(name) == DeletionPolicy.DELETE)
                .collect(Collectors.toSet());
        return names.isEmpty() ? Map.of() : ports.clusters().topics(cluster).describe(names);
    }
}
