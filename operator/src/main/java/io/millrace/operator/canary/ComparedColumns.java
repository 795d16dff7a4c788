package io.millrace.operator.canary;

import io.millrace.api.v1alpha1.RolloutSpec;
import io.millrace.api.v1alpha1.RolloutSpec.GateMetric;
import io.millrace.definition.Comparison;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the output of two jobs is compared by, as far as people decide.
 *
 * @param ignore columns by which no sink is
 * @param allow by sink, columns that are changed on purpose
 * @param keysPercent of a hundred keys, those that a candidate processes
 */
public record ComparedColumns(List<String> ignore, List<RolloutSpec.Allowed> allow, int keysPercent) {

    public ComparedColumns {
        ignore = List.copyOf(ignore);
        allow = List.copyOf(allow);
    }

    /** What a spec asks for. */
    public static ComparedColumns of(@Nullable RolloutSpec spec) {
        Optional<RolloutSpec> rollout = Optional.ofNullable(spec);
        Optional<RolloutSpec.Compare> compare = rollout.map(RolloutSpec::compare);
        return new ComparedColumns(
                compare.map(RolloutSpec.Compare::ignore).orElse(List.of()),
                compare.map(RolloutSpec.Compare::allow).orElse(List.of()),
                rollout.map(RolloutSpec::sample)
                        .map(RolloutSpec.Sample::keys)
                        .map(keys -> Integer.parseInt(keys.substring(0, keys.length() - 1)))
                        .orElse(Comparison.ALL_KEYS));
    }

    public boolean isOfAllKeys() {
        return keysPercent == Comparison.ALL_KEYS;
    }

    /** Why a gate by a metric that this does not tell of is refused. */
    public static final String TELLS_NOTHING =
            "a candidate that processes a sample of the keys cannot be held against the live job by what its"
                    + " records are or cost; leave the gate out, or spec.rollout.sample";

    /**
     * Whether the two can be held against each other by a metric. Most count or time the records that are processed: of a
     * sample these are fewer, and may be others than on average.
     */
    public boolean tellOf(GateMetric metric) {
        return isOfAllKeys()
                || switch (metric) {
                    case RESTARTS, CHECKPOINT_FAILURES -> true;
                    case DEAD_LETTER_RATIO, LATE_RATIO, LAG, CHECKPOINT_DURATION, CPU_PER_RECORD -> false;
                };
    }

    Map<String, Set<String>> allowedBySink() {
        Map<String, Set<String>> bySink = new TreeMap<>();
        allow.forEach(one ->
                bySink.computeIfAbsent(one.sink(), sink -> new TreeSet<>()).addAll(one.columns()));
        return bySink;
    }
}
