package io.millrace.operator.pipeline;

import io.fabric8.kubernetes.api.model.Condition;
import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.operator.pipeline.Events.Note;
import io.millrace.operator.result.Reason;
import io.millrace.operator.status.ConditionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody should look at, once when it comes up. */
final class TroubleEvents {

    private final @Nullable PipelineStatus before;
    private final PipelineStatus after;
    private final List<Note> notes = new ArrayList<>();

    TroubleEvents(@Nullable PipelineStatus before, PipelineStatus after) {
        this.before = before;
        this.after = after;
    }

    List<Note> notes() {
        drift();
        stalled();
        imbalance();
        blocked();
        return List.copyOf(notes);
    }

    private void drift() {
        Optional<Condition> then = differing(before);
        Optional<Condition> now = differing(after);
        now.filter(condition -> !then.map(Condition::getMessage).equals(Optional.of(condition.getMessage())))
                .ifPresent(this::warn);
        boolean gone = then.isPresent()
                && condition(after, ConditionType.TOPICS_READY)
                        .filter(condition -> condition.getReason().equals(Reason.TOPICS_READY.word()))
                        .isPresent();
        if (gone) {
            notes.add(new Note(false, Reason.TOPICS_READY.word(), "the topics are as declared again"));
        }
    }

    private static Optional<Condition> differing(@Nullable PipelineStatus status) {
        return condition(status, ConditionType.TOPICS_READY)
                .filter(condition -> condition.getReason().equals(Reason.TOPIC_DIFFERS.word()));
    }

    // That a revision was given up is an event already when it is.
    private void stalled() {
        Optional<String> then = condition(before, ConditionType.STALLED).map(Condition::getMessage);
        condition(after, ConditionType.STALLED)
                .filter(now -> !Objects.equals(then.orElse(null), now.getMessage()))
                .filter(now -> !now.getReason().equals(Reason.ROLLED_BACK.word()))
                .filter(now -> !now.getReason().equals(Reason.CANARY_ABORTED.word()))
                .ifPresent(this::warn);
    }

    private void imbalance() {
        imbalance(after).filter(now -> imbalance(before).isEmpty()).ifPresent(this::warn);
    }

    private static Optional<Condition> imbalance(@Nullable PipelineStatus status) {
        return condition(status, ConditionType.LEDGER_BALANCED)
                .filter(condition -> condition.getStatus().equals("False"));
    }

    private void blocked() {
        Optional<String> then =
                condition(before, ConditionType.DELETION_BLOCKED).map(Condition::getMessage);
        condition(after, ConditionType.DELETION_BLOCKED)
                .filter(now -> !Objects.equals(then.orElse(null), now.getMessage()))
                .ifPresent(this::warn);
    }

    private void warn(Condition condition) {
        notes.add(new Note(true, condition.getReason(), condition.getMessage()));
    }

    private static Optional<Condition> condition(@Nullable PipelineStatus status, ConditionType type) {
        if (status == null || status.conditions() == null) {
            return Optional.empty();
        }
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(type.word()))
                .findFirst();
    }
}
