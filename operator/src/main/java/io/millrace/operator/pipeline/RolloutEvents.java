package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.api.v1alpha1.PipelineStatus.SavepointCause;
import io.millrace.api.v1alpha1.PipelineStatus.TopicStatus;
import io.millrace.operator.operations.Operation;
import io.millrace.operator.operations.Origin;
import io.millrace.operator.operations.Stored;
import io.millrace.operator.pipeline.Events.Note;
import io.millrace.operator.result.Reason;
import io.millrace.operator.revisions.RevisionName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How an operation goes on, in the order in which it does. */
final class RolloutEvents {

    private static final Set<OperationType> ROLLOUTS =
            Set.of(OperationType.DEPLOY, OperationType.UPGRADE, OperationType.RESTORE, OperationType.CANARY);

    private final Stored before;
    private final Stored after;
    private final List<Note> notes = new ArrayList<>();

    RolloutEvents(Stored before, Stored after) {
        this.before = before;
        this.after = after;
    }

    List<Note> notes() {
        accepted();
        pinned();
        madeTopics();
        stopping();
        savepointsTaken();
        savepointsRenamed();
        givenUp();
        started();
        settled();
        suspended();
        return List.copyOf(notes);
    }

    private void accepted() {
        after.operation()
                .filter(operation -> ROLLOUTS.contains(operation.type()))
                .flatMap(Operation::to)
                .filter(to -> !before.operation().flatMap(Operation::to).equals(Optional.of(to)))
                .filter(to -> to.ordinal() > before.lineage().highestOrdinal())
                .ifPresent(to -> normal("Accepted", "the spec is accepted as revision " + to + onState()));
    }

    private String onState() {
        return after.operation().map(Operation::notes).orElse(List.of()).stream()
                .map(note -> "; " + note)
                .collect(Collectors.joining());
    }

    private void pinned() {
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
                .sorted()
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

    private void stopping() {
        if (enters(OperationPhase.DRAIN)) {
            after.current()
                    .ifPresent(current -> normal(
                            Reason.DRAINING.word(), "revision " + current + " is being stopped with a savepoint"));
        }
    }

    private void savepointsTaken() {
        List<Savepoint> known = before.savepoints();
        after.savepoints().stream()
                .filter(savepoint ->
                        !known.contains(savepoint) && nameBefore(savepoint).isEmpty())
                .forEach(savepoint -> normal(
                        "SavepointTaken",
                        "revision " + savepoint.revision() + (wasStop(savepoint) ? " stopped at " : ": ")
                                + savepoint.path() + ", kept as " + savepoint.name()));
    }

    private void savepointsRenamed() {
        for (Savepoint savepoint : after.savepoints()) {
            nameBefore(savepoint)
                    .filter(name -> !name.equals(savepoint.name()))
                    .ifPresent(name -> notes.add(new Note(
                            true,
                            Reason.RESOURCE_CONFLICT.word(),
                            "savepoint " + savepoint.path() + " is kept as " + savepoint.name() + ": the ConfigMap of "
                                    + name + " belongs to somebody else")));
        }
    }

    private Optional<String> nameBefore(Savepoint savepoint) {
        return before.savepoints().stream()
                .filter(known -> known.path().equals(savepoint.path()))
                .map(Savepoint::name)
                .findFirst();
    }

    private static boolean wasStop(Savepoint savepoint) {
        return savepoint.cause() == SavepointCause.STOP;
    }

    private void givenUp() {
        Optional<Instant> known = rollback(before).map(Operation::startedAt);
        rollback(after)
                .filter(operation -> !known.equals(Optional.of(operation.startedAt())))
                .ifPresent(operation ->
                        operation.notes().forEach(why -> notes.add(new Note(true, Reason.ROLLING_BACK.word(), why))));
    }

    private static Optional<Operation> rollback(Stored stored) {
        return stored.operation().filter(operation -> operation.type() == OperationType.ROLLBACK);
    }

    private void started() {
        if (enters(OperationPhase.SETTLE)) {
            Operation operation = after.operation().orElseThrow();
            String from = operation
                    .origin()
                    .map(Origin::sentence)
                    .map(text -> " from " + text)
                    .orElse("");
            operation.to().ifPresent(to -> normal("JobStarted", "the job of revision " + to + " is started" + from));
        }
    }

    private void settled() {
        boolean was = before.operation()
                .filter(operation -> operation.phase() == OperationPhase.SETTLE && !operation.isOfCandidate())
                .isPresent();
        boolean goesOn = after.operation()
                .filter(operation -> operation.phase() != OperationPhase.TIDY)
                .isPresent();
        if (was && !goesOn) {
            Operation operation = before.operation().orElseThrow();
            String revision = operation.to().map(RevisionName::toString).orElse("");
            normal("Settled", "revision " + revision + " runs and has completed a checkpoint" + story(operation));
        }
    }

    private String story(Operation operation) {
        String before = operation.from().map(RevisionName::toString).orElse("");
        String same = after.lineage()
                .sameAs()
                .map(name -> "; its content is that of revision " + name)
                .orElse("");
        return switch (operation.type()) {
            case UPGRADE -> "; upgraded from revision " + before + same;
            case ROLLBACK -> "; rolled back from revision " + before;
            case RESTORE -> "; restored";
            default -> same;
        };
    }

    private void suspended() {
        boolean over = before.operation()
                        .filter(operation -> operation.type() == OperationType.SUSPEND)
                        .isPresent()
                && after.operation().isEmpty();
        if (over && after.lastStop().isPresent()) {
            normal("Suspended", "the job is stopped");
        }
    }

    private boolean enters(OperationPhase phase) {
        return isIn(after, phase) && !isIn(before, phase);
    }

    private static boolean isIn(Stored stored, OperationPhase phase) {
        return stored.operation()
                .filter(operation -> operation.phase() == phase && !operation.isOfCandidate())
                .isPresent();
    }

    private void normal(String reason, String message) {
        notes.add(new Note(false, reason, message));
    }
}
