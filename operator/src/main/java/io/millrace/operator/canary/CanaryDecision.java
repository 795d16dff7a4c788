package io.millrace.operator.canary;

import io.millrace.api.v1alpha1.PipelineStatus.ComparisonVerdict;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutStage;
import io.millrace.api.v1alpha1.RolloutSpec.OnDeadline;
import io.millrace.operator.status.Words;
import java.time.Instant;
import java.util.Optional;

/** What is to become of a candidate that stands. */
public sealed interface CanaryDecision {

    /** @param complaint about what the spec asks for and does not get */
    record Stay(Optional<String> complaint) implements CanaryDecision {}

    record Promote() implements CanaryDecision {}

    /** @param why a sentence */
    record GiveUp(String why) implements CanaryDecision {}

    /** @param mayPromote not while the spec asks for another state than the one at the cut: that was not tried */
    static CanaryDecision of(
            Candidate candidate, CanaryWishes wishes, Evidence evidence, boolean mayPromote, Instant now) {
        String name = candidate.name().toString();
        if (wishes.abort().equals(Optional.of(name))) {
            return new GiveUp("candidate " + name + " was given up by spec.rollout.abort");
        }
        if (candidate.stage() != RolloutStage.COMPARING) {
            return stay();
        }
        if (mayPromote && wishes.promote().equals(Optional.of(name))) {
            return evidence.is(ComparisonVerdict.FAILED) && !wishes.force()
                    ? new Stay(Optional.of("spec.rollout.promote: the verdict of candidate " + name
                            + " is Failed; give it up by spec.rollout.abort, or set spec.rollout.force: true to"
                            + " promote it nevertheless"))
                    : new Promote();
        }
        boolean byThemselves = wishes.promoteByThemselves() && evidence.isCurrent();
        if (mayPromote && byThemselves && evidence.is(ComparisonVerdict.PASSED)) {
            return new Promote();
        }
        if (byThemselves && evidence.is(ComparisonVerdict.FAILED)) {
            return new GiveUp("candidate " + name + " has failed: " + evidence.message());
        }
        boolean late = candidate
                .comparingSince()
                .filter(since -> since.plus(wishes.deadline()).isBefore(now))
                .isPresent();
        return late && wishes.onDeadline() == OnDeadline.ABORT
                ? new GiveUp("candidate " + name + " was not promoted within " + Words.of(wishes.deadline()) + ": "
                        + evidence.message())
                : stay();
    }

    private static CanaryDecision stay() {
        return new Stay(Optional.empty());
    }
}
