package io.millrace.operator.canary;

import io.millrace.api.v1alpha1.RolloutSpec;
import io.millrace.api.v1alpha1.RolloutSpec.GateMetric;
import io.millrace.api.v1alpha1.RolloutSpec.OnDeadline;
import io.millrace.api.v1alpha1.RolloutSpec.Promotion;
import io.millrace.api.v1alpha1.RolloutSpec.Strategy;
import io.millrace.compiler.DurationText;
import io.millrace.operator.gates.Gate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a spec says about candidates.
 *
 * @param promote the candidate that is to take the place of the live revision
 * @param force whether it may although its verdict is Failed
 * @param abort the candidate that is to be given up
 * @param minRecords that must have been compared before there is a verdict
 * @param windows that must have been compared of each sink that has some before the verdict may be Passed
 * @param maxDifference of a million records of a sink
 * @param columns by what is compared; a candidate compares by what this said when it was begun
 * @param gates by which it is measured beside its output
 * @param resources of a candidate that is begun
 * @param deadline from when a candidate is compared
 */
public record CanaryWishes(
        Strategy strategy,
        Promotion promotion,
        Optional<String> promote,
        boolean force,
        Optional<String> abort,
        long minRecords,
        int windows,
        int maxDifference,
        ComparedColumns columns,
        List<Gate> gates,
        CanaryResources resources,
        Duration deadline,
        OnDeadline onDeadline) {

    private static final long RECORDS = 1_000;
    // By then a change that shows in results of windows has shown.
    private static final int WINDOWS = 3;
    private static final Duration DEADLINE = Duration.ofHours(1);

    /** As left out of a spec. */
    public static final CanaryWishes NONE = of(null);

    public static CanaryWishes of(@Nullable RolloutSpec spec) {
        Optional<RolloutSpec> rollout = Optional.ofNullable(spec);
        Optional<RolloutSpec.Compare> compare = rollout.map(RolloutSpec::compare);
        return new CanaryWishes(
                rollout.map(RolloutSpec::strategy).orElse(Strategy.SAVEPOINT),
                rollout.map(RolloutSpec::promotion).orElse(Promotion.MANUAL),
                rollout.map(RolloutSpec::promote),
                rollout.map(RolloutSpec::force).orElse(false),
                rollout.map(RolloutSpec::abort),
                compare.map(RolloutSpec.Compare::minRecords).orElse(RECORDS),
                compare.map(RolloutSpec.Compare::windows).orElse(WINDOWS),
                compare.map(RolloutSpec.Compare::maxDifference).orElse(0),
                ComparedColumns.of(spec),
                Gate.of(rollout.map(RolloutSpec::gates).orElse(null)),
                CanaryResources.of(rollout.map(RolloutSpec::resources).orElse(null)),
                rollout.map(RolloutSpec::deadlines)
                        .map(RolloutSpec.Deadlines::canary)
                        .map(text -> Duration.ofMillis(DurationText.parseMillis(text)))
                        .orElse(DEADLINE),
                rollout.map(RolloutSpec::onDeadline).orElse(OnDeadline.ABORT));
    }

    /** Whether a new revision runs next to the live one first. */
    public boolean rehearse() {
        return strategy != Strategy.SAVEPOINT;
    }

    public boolean isGatedBy(GateMetric metric) {
        return gates.stream().anyMatch(gate -> gate.metric() == metric);
    }

    /** Those that a candidate can be measured by. */
    public List<Gate> gatesOf(Candidate candidate) {
        return gates.stream()
                .filter(gate -> candidate.columns().tellOf(gate.metric()))
                .toList();
    }

    /** What is wrong with it: an edit of nothing else makes no revision, and so is not judged with one. */
    public Optional<String> complaint() {
        return resources.complaint().or(this::complaintAboutGates);
    }

    private Optional<String> complaintAboutGates() {
        return IntStream.range(0, gates.size())
                .filter(gate -> rehearse() && !columns.tellOf(gates.get(gate).metric()))
                .mapToObj(gate -> "spec.rollout.gates[" + gate + "].metric: " + ComparedColumns.TELLS_NOTHING)
                .findFirst();
    }

    boolean promoteByThemselves() {
        return strategy == Strategy.CANARY && promotion == Promotion.AUTOMATIC;
    }
}
