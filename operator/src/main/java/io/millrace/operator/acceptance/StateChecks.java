package io.millrace.operator.acceptance;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.state.Finding;
import io.millrace.definition.state.StatefulJob;
import io.millrace.definition.state.Succession;
import io.millrace.definition.state.Verdict;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import io.millrace.operator.revisions.FlinkSettings;
import io.millrace.operator.revisions.Revision;
import java.util.List;
import java.util.Optional;

/** Whether a new revision can read the state that it takes over, judged before anything is stopped. */
final class StateChecks {

    private StateChecks() {}

    static Succession succession(
            Optional<Revision> before, PipelineDefinition next, FlinkSettings flink, PipelineSpec spec) {
        List<String> dropState = spec.rollout() == null || spec.rollout().dropState() == null
                ? List.of()
                : spec.rollout().dropState();
        return Succession.of(
                before.map(revision -> job(revision.definition(), revision.flink())), job(next, flink), dropState);
    }

    private static StatefulJob job(PipelineDefinition definition, FlinkSettings flink) {
        return new StatefulJob(
                definition,
                flink.parallelism(),
                flink.maxParallelism(),
                flink.stateBackend().name());
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
