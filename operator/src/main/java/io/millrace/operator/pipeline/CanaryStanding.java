package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineStatus.ComparisonVerdict;
import io.millrace.operator.canary.Candidate;
import io.millrace.operator.canary.Evidence;
import io.millrace.operator.operations.OperationPlan;
import io.millrace.operator.result.Reason;
import io.millrace.operator.status.Standing;
import java.util.Optional;

/** What the output of a candidate says about it, while there is one. */
final class CanaryStanding {

    private CanaryStanding() {}

    static Optional<Standing> of(Observation seen, OperationPlan plan) {
        return plan.next()
                .candidateThere()
                .map(candidate -> of(candidate, seen.facts().evidence()));
    }

    private static Standing of(Candidate candidate, Evidence evidence) {
        if (candidate.end().isPresent()) {
            return Standing.unknown(Reason.DISMISSING, candidate.end().get().why());
        }
        String name = "candidate " + candidate.name();
        if (evidence.verdict().isEmpty()) {
            return Standing.unknown(
                    Reason.REHEARSING, name + " is being restored from a savepoint of revision " + candidate.live());
        }
        String sentence = name + ": " + evidence.message();
        ComparisonVerdict verdict = evidence.verdict().get();
        return switch (verdict) {
            case PASSED -> Standing.yes(Reason.CANARY_PASSED, sentence);
            case FAILED ->
                Standing.no(evidence.measured().hasFailed() ? Reason.GATE_FAILED : Reason.CANARY_FAILED, sentence);
            case INCONCLUSIVE -> Standing.unknown(Reason.CANARY_INCONCLUSIVE, sentence);
        };
    }
}
