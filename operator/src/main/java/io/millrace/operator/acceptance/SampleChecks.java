package io.millrace.operator.acceptance;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.RolloutSpec;
import io.millrace.definition.Comparison;
import io.millrace.definition.PipelineDefinition;
import io.millrace.operator.canary.ComparedColumns;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a candidate that processes a sample of the keys can be judged by it. */
final class SampleChecks {

    private SampleChecks() {}

    static List<Refusal> judge(PipelineSpec spec) {
        if (!isSampled(spec)) {
            return List.of();
        }
        List<RolloutSpec.Gate> gates =
                Optional.ofNullable(spec.rollout()).map(RolloutSpec::gates).orElse(List.of());
        ComparedColumns columns = ComparedColumns.of(spec.rollout());
        List<Refusal> refusals = new ArrayList<>();
        for (int i = 0; i < gates.size(); i++) {
            if (!columns.tellOf(gates.get(i).metric())) {
                refusals.add(new Refusal(
                        Reason.SPEC_INVALID, "spec.rollout.gates[" + i + "].metric", ComparedColumns.TELLS_NOTHING));
            }
        }
        return refusals;
    }

    /**
     * A sample by which nothing can be compared. Where no change is tried it harms nobody.
     *
     * @param compiled of the spec
     */
    static List<Refusal> sinks(PipelineSpec spec, PipelineDefinition compiled, Optional<PipelineDefinition> inPlace) {
        return inPlace.filter(live -> isSampled(spec) && isInVain(spec, compiled, live))
                .map(live -> List.of(new Refusal(
                        Reason.SPEC_INVALID,
                        "spec.rollout.sample.keys",
                        "no sink can be compared by a sample of the keys, as none has a column that comes to it unchanged"
                                + " and is in the key of every step on its way; leave spec.rollout.sample out")))
                .orElse(List.of());
    }

    private static boolean isInVain(PipelineSpec spec, PipelineDefinition compiled, PipelineDefinition live) {
        int percent = ComparedColumns.of(spec.rollout()).keysPercent();
        return between(live, percent).compared(compiled).isEmpty()
                && !between(live, Comparison.ALL_KEYS).compared(compiled).isEmpty();
    }

    private static Comparison between(PipelineDefinition live, int percent) {
        return new Comparison("", live, 0, "", Set.of(), Map.of(), 0, percent);
    }

    private static boolean isSampled(PipelineSpec spec) {
        return RolloutChecks.isTriedBeside(spec)
                && !ComparedColumns.of(spec.rollout()).isOfAllKeys();
    }
}
