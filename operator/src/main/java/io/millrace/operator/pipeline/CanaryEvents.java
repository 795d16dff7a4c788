package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineStatus.ComparisonVerdict;
import io.millrace.api.v1alpha1.PipelineStatus.Rollout;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutOutcome;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutStage;
import io.millrace.operator.gates.Measurements;
import io.millrace.operator.pipeline.Events.Note;
import io.millrace.operator.result.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a candidate goes on, in the order in which it does. */
final class CanaryEvents {

    private final @Nullable Rollout before;
    private final Rollout after;
    private final List<Note> notes = new ArrayList<>();

    private CanaryEvents(@Nullable Rollout before, Rollout after) {
        this.before = before;
        this.after = after;
    }

    static List<Note> between(@Nullable Rollout before, @Nullable Rollout after) {
        if (after == null) {
            return List.of();
        }
        boolean same = before != null && before.candidate().equals(after.candidate());
        return new CanaryEvents(same ? before : null, after).notes();
    }

    private List<Note> notes() {
        String name = "candidate " + after.candidate();
        if (after.savepoint() != null && (before == null || before.savepoint() == null)) {
            normal("CanaryStarting", name + " starts beside revision " + after.live() + " from " + after.savepoint());
        }
        if (after.stage() == RolloutStage.COMPARING && !wasIn(RolloutStage.COMPARING)) {
            normal(
                    Reason.COMPARING.word(),
                    name
                            + " was restored and has completed a checkpoint; what it writes is compared with what revision "
                            + after.live() + " writes");
        }
        verdict(name);
        outcome();
        if (after.stage() == RolloutStage.ENDED && !wasIn(RolloutStage.ENDED)) {
            removed(name);
        }
        return List.copyOf(notes);
    }

    private void verdict(String name) {
        ComparisonVerdict verdict = after.verdict();
        if (verdict == null || verdict == (before == null ? null : before.verdict())) {
            return;
        }
        // What has ended with it has a sentence of its own.
        String sentence = after.outcome() == null ? name + ": " + after.message() : after.message();
        switch (verdict) {
            case PASSED -> normal(Reason.CANARY_PASSED.word(), sentence);
            case FAILED ->
                warning(Measurements.shownBy(after).hasFailed() ? Reason.GATE_FAILED : Reason.CANARY_FAILED, sentence);
            // That it begins so is no news.
            case INCONCLUSIVE -> {
                if (before != null && before.verdict() != null) {
                    warning(Reason.CANARY_INCONCLUSIVE, sentence);
                }
            }
        }
    }

    private void outcome() {
        RolloutOutcome outcome = after.outcome();
        if (outcome == null || Objects.equals(outcome, before == null ? null : before.outcome())) {
            return;
        }
        switch (outcome) {
            case PROMOTED -> normal("CanaryPromoted", after.message());
            case REPLACED -> normal("CanaryReplaced", after.message());
            case ABORTED -> warning(Reason.CANARY_ABORTED, after.message());
            // The rollback itself is one already.
            case ROLLED_BACK -> {}
        }
    }

    private void removed(String name) {
        if (after.topics() == null) {
            normal("CanaryRemoved", "nothing is left of what was made for " + name);
        } else {
            warning(Reason.CANARY_LEFT_BEHIND, after.message());
        }
    }

    private boolean wasIn(RolloutStage stage) {
        return before != null && before.stage() == stage;
    }

    private void normal(String reason, String message) {
        notes.add(new Note(false, reason, message));
    }

    private void warning(Reason reason, String message) {
        notes.add(new Note(true, reason.word(), message));
    }
}
