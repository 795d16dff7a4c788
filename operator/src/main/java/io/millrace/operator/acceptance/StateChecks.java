package io.millrace.operator.acceptance;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.definition.state.Finding;
import io.millrace.definition.state.StatefulJob;
import io.millrace.definition.state.Succession;
import io.millrace.definition.state.Verdict;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import java.util.List;

/** Whether a new revision can read the state that it takes over, judged before anything is stopped. */
final class StateChecks {

    private StateChecks() {}

    static Succession succession(Inheritance inherited, StatefulJob next, PipelineSpec spec) {
        List<String> dropState = spec.rollout() == null || spec.rollout().dropState() == null
                ? List.of()
                : spec.rollout().dropState();
        return Succession.of(inherited.job(), next, dropState);
    }

    static List<Refusal> refusals(Succession succession) {
        return succession.refusals().stream()
                .map(finding -> new Refusal(Reason.STATE_INCOMPATIBLE, finding.path(), finding.sentence()))
                .toList();
    }

    /** What a user should know of a change that is made. */
    static List<String> notes(Succession succession) {
        return succession.findings().stream()
                .filter(finding -> finding.verdict() != Verdict.SAFE)
                .map(Finding::toString)
                .toList();
    }
}
