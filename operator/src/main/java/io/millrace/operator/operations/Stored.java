package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.SavepointCause;
import io.millrace.api.v1alpha1.PipelineStatus.SchemaStatus;
import io.millrace.api.v1alpha1.PipelineStatus.TopicStatus;
import io.millrace.operator.canary.CanaryWishes;
import io.millrace.operator.canary.Candidate;
import io.millrace.operator.revisions.RevisionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of the status that the operator's next decision depends on: its memory. Everything else in the status can
 * be computed anew from what is seen.
 *
 * @param candidate the last one that there was
 * @param suspended whether the job was left stopped, or was never started, because the spec said so
 * @param handled what the spec asks for once, as far as it was acted on
 * @param savepoints that are kept, newest first
 * @param topics without their deletion policies, which are the spec's
 */
public record Stored(
        Lineage lineage,
        Optional<Operation> operation,
        Optional<Candidate> candidate,
        boolean suspended,
        Handled handled,
        List<PipelineStatus.Savepoint> savepoints,
        List<SchemaStatus> schemas,
        List<TopicStatus> topics) {

    private static final Stored NOTHING = new Stored(
            Lineage.NONE, Optional.empty(), Optional.empty(), false, Handled.NOTHING, List.of(), List.of(), List.of());

    public Stored {
        savepoints = List.copyOf(savepoints);
        schemas = List.copyOf(schemas);
        topics = List.copyOf(topics);
    }

    /** From the resource, where fields that were never set are null. */
    public static Stored of(@Nullable PipelineStatus status) {
        if (status == null) {
            return NOTHING;
        }
        return new Stored(
                Lineage.of(status.revision()),
                Optional.ofNullable(status.operation()).map(Operation::of),
                Candidate.of(status.rollout()),
                status.phase() == PipelineStatus.Phase.SUSPENDED,
                Handled.of(status.handled()),
                orEmpty(status.savepoints()),
                orEmpty(status.schemas()),
                withoutPolicies(orEmpty(status.topics())));
    }

    private static List<TopicStatus> withoutPolicies(List<TopicStatus> topics) {
        return topics.stream()
                .map(topic ->
                        new TopicStatus(topic.name(), topic.partitions(), topic.topicId(), topic.creating(), null))
                .toList();
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    public Optional<RevisionName> current() {
        return lineage.current();
    }

    public Optional<RevisionName> previous() {
        return lineage.previous();
    }

    public Optional<String> specHash() {
        return lineage.specHash();
    }

    /** Whether an operation is under way that has still to do with what runs. */
    public boolean isChanging() {
        return operation
                .filter(one -> !one.isBesideTheLiveJob() && one.phase() != OperationPhase.TIDY)
                .isPresent();
    }

    /** Where the job was stopped last. */
    public Optional<PipelineStatus.Savepoint> lastStop() {
        return savepoints.stream()
                .filter(savepoint -> savepoint.cause() == SavepointCause.STOP)
                .findFirst();
    }

    /** The ordinal of the next revision: later than any that was ever given. */
    public int nextOrdinal() {
        return lineage.highestOrdinal() + 1;
    }

    public Stored with(Operation given) {
        Lineage having = given.to().map(lineage::having).orElse(lineage);
        return new Stored(having, Optional.of(given), candidate, suspended, handled, savepoints, schemas, topics);
    }

    public Stored withoutOperation() {
        return new Stored(lineage, Optional.empty(), candidate, suspended, handled, savepoints, schemas, topics);
    }

    public Stored with(Lineage changed) {
        return new Stored(changed, operation, candidate, suspended, handled, savepoints, schemas, topics);
    }

    public Stored with(Handled done) {
        return new Stored(lineage, operation, candidate, suspended, done, savepoints, schemas, topics);
    }

    public Stored with(Candidate known) {
        return new Stored(lineage, operation, Optional.of(known), suspended, handled, savepoints, schemas, topics);
    }

    /** The candidate, while something of it may be there. */
    public Optional<Candidate> candidateThere() {
        return candidate.filter(Candidate::isThere);
    }

    /** The candidate, while it is wanted. */
    public Optional<Candidate> candidateStanding() {
        return candidate.filter(Candidate::stands);
    }

    /** Whether this revision was given up before it was ever live. */
    public boolean gaveUpCandidate(RevisionName name) {
        return candidate
                .filter(tried -> tried.name().equals(name) && !tried.isPromoted())
                .isPresent();
    }

    /** Whether what a candidate was given up for may be otherwise now. */
    public boolean deservesAnotherTry(CanaryWishes wishes) {
        return lineage.failed()
                .flatMap(failed -> candidate.filter(tried -> tried.name().equals(failed.name()) && !tried.isPromoted()))
                .filter(tried -> !wishes.rehearse() || !tried.columns().equals(wishes.columns()))
                .isPresent();
    }

    /** Whether this content ran as a candidate and may take the place of what runs. */
    boolean isPromoted(String hash) {
        return candidate
                .filter(Candidate::isPromoted)
                .filter(promoted -> promoted.name().hash().equals(hash))
                .filter(promoted -> promoted.name().ordinal() == lineage.highestOrdinal())
                .isPresent();
    }

    /** Keeps the one that is there already, and says when it was first seen. */
    public Stored withSavepoint(PipelineStatus.Savepoint savepoint) {
        if (keeps(savepoint.path())) {
            return this;
        }
        List<PipelineStatus.Savepoint> newestFirst = new ArrayList<>();
        newestFirst.add(savepoint);
        newestFirst.addAll(savepoints);
        return withSavepoints(newestFirst);
    }

    boolean keeps(String path) {
        return savepoints.stream().anyMatch(one -> one.path().equals(path));
    }

    public Stored withSavepoints(List<PipelineStatus.Savepoint> kept) {
        return new Stored(lineage, operation, candidate, suspended, handled, kept, schemas, topics);
    }

    public Stored withSchemas(List<SchemaStatus> pinned) {
        return new Stored(lineage, operation, candidate, suspended, handled, savepoints, pinned, topics);
    }

    public Stored withTopics(List<TopicStatus> owned) {
        return new Stored(lineage, operation, candidate, suspended, handled, savepoints, schemas, owned);
    }
}
