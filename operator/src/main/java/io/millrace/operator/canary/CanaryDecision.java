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

    /**
     * @param why a sentence
     * @param forTime whether only its time is over
     */
    record GiveUp(String why, boolean forTime) implements CanaryDecision {
        private GiveUp(String why) {
            this(why, false);
        }
    }

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
        boolean isNamed = wishes.promote().equals(Optional.of(name));
        boolean isForced = isNamed && wishes.force();
        boolean hasFailed = evidence.is(ComparisonVerdict.FAILED);
        if (mayPromote && isNamed && (isForced || !hasFailed)) {
            return new Promote();
        }
        // What differs may be meant, and somebody may want to look at it. What a gate is for, was said before.
        boolean mayStay = isForced || !(evidence.measured().hasFailed() || wishes.promoteByThemselves());
        if (hasFailed && evidence.isCurrent() && !mayStay) {
            return new GiveUp("candidate " + name + " has failed: " + evidence.message());
        }
        if (mayPromote && isNamed) {
            return new Stay(Optional.of("spec.rollout.promote: the verdict of candidate " + name
                    + " is Failed; give it up by spec.rollout.abort, or set spec.rollout.force: true to promote it"
                    + " nevertheless"));
        }
        boolean hasPassed = evidence.is(ComparisonVerdict.PASSED) && evidence.isCurrent();
        if (mayPromote && hasPassed && wishes.promoteByThemselves()) {
            return new Promote();
        }
        return byTheDeadline(candidate, wishes, evidence, now);
    }

    private static CanaryDecision byTheDeadline(
            Candidate candidate, CanaryWishes wishes, Evidence evidence, Instant now) {
        boolean late = candidate
                .comparingSince()
                .filter(since -> since.plus(wishes.deadline()).isBefore(now))
                .isPresent();
        return late && wishes.onDeadline() == OnDeadline.ABORT
                ? new GiveUp(
                        "candidate " + candidate.name() + " was not promoted within " + Words.of(wishes.deadline())
                                + ": " + evidence.message(),
                        true)
                : stay();
    }

    private static CanaryDecision stay() {
        return new Stay(Optional.empty());
    }
}
