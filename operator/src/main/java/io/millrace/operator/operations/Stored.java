package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.SchemaStatus;
import io.millrace.api.v1alpha1.PipelineStatus.TopicStatus;
import io.millrace.operator.revisions.RevisionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of the status that the operator's next decision depends on: its memory. Everything else in the status can
 * be computed anew from what is seen.
 *
 * @param previous what ran before {@code current}
 * @param specHash of the spec that {@code current} was made from
 * @param suspended whether the job was left stopped, or was never started, because the spec said so
 * @param topics without their deletion policies, which are the spec's
 */
public record Stored(
        Optional<RevisionName> current,
        Optional<RevisionName> previous,
        Optional<String> specHash,
        Optional<Operation> operation,
        boolean suspended,
        List<PipelineStatus.Savepoint> savepoints,
        List<SchemaStatus> schemas,
        List<TopicStatus> topics) {

    // Enough to go back a few times; the status must stay small.
    private static final int KEPT_SAVEPOINTS = 10;

    public Stored {
        savepoints = List.copyOf(savepoints);
        schemas = List.copyOf(schemas);
        topics = List.copyOf(topics);
    }

    /** From the resource, where fields that were never set are null. */
    public static Stored of(@Nullable PipelineStatus status) {
        if (status == null) {
            return new Stored(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    List.of(),
                    List.of(),
                    List.of());
        }
        Optional<PipelineStatus.Revision> revision = Optional.ofNullable(status.revision());
        return new Stored(
                revision.map(PipelineStatus.Revision::current).map(RevisionName::parse),
                revision.map(PipelineStatus.Revision::previous).map(RevisionName::parse),
                revision.map(PipelineStatus.Revision::specHash),
                Optional.ofNullable(status.operation()).map(Operation::of),
                status.phase() == PipelineStatus.Phase.SUSPENDED,
                orEmpty(status.savepoints()),
                orEmpty(status.schemas()),
                withoutPolicies(orEmpty(status.topics())));
    }

    private static List<TopicStatus> withoutPolicies(List<TopicStatus> topics) {
        return topics.stream()
                .map(topic -> new TopicStatus(topic.name(), topic.partitions(), topic.topicId(), null))
                .toList();
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    public Optional<String> newestSavepoint() {
        return savepoints.stream().findFirst().map(PipelineStatus.Savepoint::path);
    }

    /** The ordinal of the next revision: later than any that was ever begun. */
    public int nextOrdinal() {
        int begun = operation
                .flatMap(Operation::toRevision)
                .map(RevisionName::ordinal)
                .orElse(0);
        return Math.max(begun, current.map(RevisionName::ordinal).orElse(0)) + 1;
    }

    public Stored with(Operation operation) {
        return new Stored(current, previous, specHash, Optional.of(operation), suspended, savepoints, schemas, topics);
    }

    public Stored withoutOperation() {
        return new Stored(current, previous, specHash, Optional.empty(), suspended, savepoints, schemas, topics);
    }

    /** Only noted that another spec means the same revision. */
    public Stored withSpecHash(String hash) {
        return new Stored(current, previous, Optional.of(hash), operation, suspended, savepoints, schemas, topics);
    }

    public Stored withCurrent(RevisionName name, String hash) {
        Optional<RevisionName> before = current.equals(Optional.of(name)) ? previous : current;
        return new Stored(
                Optional.of(name), before, Optional.of(hash), operation, suspended, savepoints, schemas, topics);
    }

    public Stored withSavepoint(PipelineStatus.Savepoint savepoint) {
        List<PipelineStatus.Savepoint> newestFirst = new ArrayList<>();
        newestFirst.add(savepoint);
        savepoints.stream()
                .filter(known -> !known.path().equals(savepoint.path()))
                .limit(KEPT_SAVEPOINTS - 1L)
                .forEach(newestFirst::add);
        return new Stored(current, previous, specHash, operation, suspended, newestFirst, schemas, topics);
    }

    public Stored withSchemas(List<SchemaStatus> pinned) {
        return new Stored(current, previous, specHash, operation, suspended, savepoints, pinned, topics);
    }

    public Stored withTopics(List<TopicStatus> owned) {
        return new Stored(current, previous, specHash, operation, suspended, savepoints, schemas, owned);
    }
}
