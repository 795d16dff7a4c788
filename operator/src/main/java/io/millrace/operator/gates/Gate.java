package io.millrace.operator.gates;

import io.millrace.api.v1alpha1.RolloutSpec;
import io.millrace.api.v1alpha1.RolloutSpec.GateMetric;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much worse than the live job a candidate may be.
 *
 * @param limit as it stands in the spec
 */
public record Gate(GateMetric metric, Limit limit) {

    /** What may be, held against the live job's figure. */
    sealed interface Limit {

        boolean allows(double live, double candidate);

        /** What lies beyond it, as a part of a sentence. */
        String beyond();

        record Ratio(double most) implements Limit {
            @Override
            public boolean allows(double live, double candidate) {
                return candidate <= most * live;
            }

            @Override
            public String beyond() {
                return "more than " + plain() + " times the live job's";
            }

            private String plain() {
                return BigDecimal.valueOf(most).stripTrailingZeros().toPlainString();
            }

            @Override
            public String toString() {
                return "maxRatio " + plain();
            }
        }

        record Increase(long most) implements Limit {
            @Override
            public boolean allows(double live, double candidate) {
                return candidate <= live + most;
            }

            @Override
            public String beyond() {
                return "more than the live job's and " + most;
            }

            @Override
            public String toString() {
                return "maxIncrease " + most;
            }
        }
    }

    public static List<Gate> of(@Nullable List<RolloutSpec.Gate> asked) {
        return asked == null ? List.of() : asked.stream().map(Gate::of).toList();
    }

    private static Gate of(RolloutSpec.Gate asked) {
        return new Gate(
                asked.metric(),
                asked.maxRatio() == null ? new Limit.Increase(asked.maxIncrease()) : new Limit.Ratio(asked.maxRatio()));
    }
}
