package io.millrace.operator.pipeline;

import io.fabric8.kubernetes.api.model.Condition;
import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.Operation;
import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.api.v1alpha1.PipelineStatus.TopicStatus;
import io.millrace.operator.operations.Stored;
import io.millrace.operator.pipeline.Events.Note;
import io.millrace.operator.result.Reason;
import io.millrace.operator.status.ConditionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The events that lie between two statuses. As a status is written once for each change, so is an event. */
final class PipelineEvents {

    private final Stored before;
    private final Stored after;
    private final List<Note> notes = new ArrayList<>();

    private PipelineEvents(Stored before, Stored after) {
        this.before = before;
        this.after = after;
    }

    static List<Note> between(@Nullable PipelineStatus before, PipelineStatus after) {
        PipelineEvents events = new PipelineEvents(Stored.of(before), Stored.of(after));
        events.accepted();
        events.passedSchemas();
        events.madeTopics();
        events.savepointTaken();
        events.started();
        events.finished();
        events.drift(before, after);
        events.trouble(before, after);
        events.lost(before, after);
        return List.copyOf(events.notes);
    }

    static Optional<Note> deleted(@Nullable PipelineStatus last) {
        return Optional.of(new Note(
                        false,
                        "Deleted",
                        "job and revisions are removed, and the topics whose"
                                + " deletionPolicy is Delete; schemas stay in the registry"))
                .filter(note -> last != null);
    }

    private void accepted() {
        after.operation()
                .filter(operation -> isRollout(operation.type()))
                .flatMap(operation -> operation.toRevision())
                .filter(to -> !before.operation()
                        .flatMap(operation -> operation.toRevision())
                        .equals(Optional.of(to)))
                .ifPresent(to -> normal("Accepted", "the spec is accepted as revision " + to));
    }

    private void passedSchemas() {
        if (!before.schemas().equals(after.schemas())) {
            String schemas = after.schemas().stream()
                    .map(schema -> schema.subject() + " version " + schema.version() + " (id " + schema.id() + ")")
                    .collect(Collectors.joining(", "));
            normal("SchemasPinned", "schemas in use: " + schemas);
        }
    }

    private void madeTopics() {
        String made = after.topics().stream()
                .filter(topic -> topic.topicId() != null && !idBefore(topic).equals(Optional.of(topic.topicId())))
                .map(TopicStatus::name)
                .collect(Collectors.joining(", "));
        if (!made.isEmpty()) {
            normal("TopicsCreated", made);
        }
    }

    private Optional<String> idBefore(TopicStatus topic) {
        return before.topics().stream()
                .filter(known -> known.name().equals(topic.name()) && known.topicId() != null)
                .map(TopicStatus::topicId)
                .findFirst();
    }

    private void savepointTaken() {
        Optional<Savepoint> newest = after.savepoints().stream().findFirst();
        newest.filter(savepoint -> !before.newestSavepoint().equals(Optional.of(savepoint.path())))
                .ifPresent(savepoint -> normal(
                        "SavepointTaken", "revision " + savepoint.revision() + " stopped at " + savepoint.path()));
    }

    private void started() {
        boolean wasStarted = before.operation()
                .filter(operation -> operation.phase() == OperationPhase.SETTLE)
                .isPresent();
        after.operation()
                .filter(operation -> operation.phase() == OperationPhase.SETTLE && !wasStarted)
                .flatMap(operation -> operation.toRevision())
                .ifPresent(to -> normal("JobStarted", "the job of revision " + to + " is started"));
    }

    private void finished() {
        if (before.operation().isEmpty() || after.operation().isPresent()) {
            return;
        }
        Operation operation = before.operation().get().toStatus();
        String revision = String.valueOf(operation.toRevision());
        if (operation.phase() == OperationPhase.SETTLE) {
            String upgraded = after.previous()
                    .filter(previous -> operation.type() == OperationType.UPGRADE)
                    .map(previous -> "; upgraded from revision " + previous)
                    .orElse("");
            normal("Settled", "revision " + revision + " runs and has completed a checkpoint" + upgraded);
        } else if (operation.type() == OperationType.SUSPEND) {
            normal("Suspended", "the job is stopped");
        }
    }

    private void drift(@Nullable PipelineStatus earlier, PipelineStatus later) {
        Optional<Condition> then = differing(earlier);
        Optional<Condition> now = differing(later);
        now.filter(condition -> !then.map(Condition::getMessage).equals(Optional.of(condition.getMessage())))
                .ifPresent(condition -> notes.add(new Note(true, condition.getReason(), condition.getMessage())));
        boolean gone = then.isPresent()
                && condition(later, ConditionType.TOPICS_READY)
                        .filter(condition -> condition.getReason().equals(Reason.TOPICS_READY.word()))
                        .isPresent();
        if (gone) {
            normal(Reason.TOPICS_READY.word(), "the topics are as declared again");
        }
    }

    private static Optional<Condition> differing(@Nullable PipelineStatus status) {
        return condition(status, ConditionType.TOPICS_READY)
                .filter(condition -> condition.getReason().equals(Reason.TOPIC_DIFFERS.word()));
    }

    private void trouble(@Nullable PipelineStatus earlier, PipelineStatus later) {
        stalled(later)
                .filter(now -> !stalled(earlier)
                        .filter(then -> Objects.equals(then.getMessage(), now.getMessage()))
                        .isPresent())
                .ifPresent(now -> notes.add(new Note(true, now.getReason(), now.getMessage())));
    }

    private void lost(@Nullable PipelineStatus earlier, PipelineStatus later) {
        imbalance(later)
                .filter(now -> imbalance(earlier).isEmpty())
                .ifPresent(now -> notes.add(new Note(true, now.getReason(), now.getMessage())));
    }

    private static Optional<Condition> imbalance(@Nullable PipelineStatus status) {
        return condition(status, ConditionType.LEDGER_BALANCED)
                .filter(condition -> condition.getStatus().equals("False"));
    }

    private static Optional<Condition> stalled(@Nullable PipelineStatus status) {
        return condition(status, ConditionType.STALLED);
    }

    private static Optional<Condition> condition(@Nullable PipelineStatus status, ConditionType type) {
        if (status == null || status.conditions() == null) {
            return Optional.empty();
        }
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(type.word()))
                .findFirst();
    }

    private void normal(String reason, String message) {
        notes.add(new Note(false, reason, message));
    }

    private static boolean isRollout(OperationType type) {
        return type == OperationType.DEPLOY || type == OperationType.UPGRADE;
    }
}
