package io.millrace.job.logic;

import io.millrace.definition.DataType;
import io.millrace.definition.StepDefinition.AggregateFunction;
import io.millrace.definition.state.RunningValue;
import java.io.DataInput;
import java.io.IOException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Which running values the windows of a step keep, and from which columns of their input they are fed. */
public record AccumulatorLayout(List<Slot> slots) implements Serializable {

    static final int EVERY_ROW = -1;

    private static final long serialVersionUID = 1;

    /**
     * One aggregate.
     *
     * @param name of the output column, by which its running value is found again
     * @param distinct whether each value counts once
     * @param argument type of the argument
     * @param result type of the result
     * @param column of the argument in the input; {@link #EVERY_ROW} for COUNT(*) without a filter
     */
    public record Slot(
            String name, AggregateFunction function, boolean distinct, String argument, String result, int column)
            implements Serializable {

        private static final long serialVersionUID = 1;

        Accumulator newAccumulator() {
            DataType type = DataType.parse(argument);
            Supplier<Accumulator> aggregate = () -> Aggregates.accumulator(function, type, DataType.parse(result));
            return distinct ? new DistinctValues(type, aggregate) : aggregate.get();
        }

        public String stateFormat() {
            return RunningValue.format(function, distinct, argument, result);
        }
    }

    public Accumulators newAccumulators() {
        Accumulator[] each = new Accumulator[slots.size()];
        int[] columns = new int[each.length];
        for (int i = 0; i < each.length; i++) {
            each[i] = slots.get(i).newAccumulator();
            columns[i] = slots.get(i).column();
        }
        return new Accumulators(this, each, columns);
    }

    public Accumulators read(DataInput in) throws IOException {
        Accumulators accumulators = newAccumulators();
        accumulators.read(in);
        return accumulators;
    }

    /** What is stored, in the order of the bytes. */
    public Map<String, String> stateFormat() {
        Map<String, String> formats = new LinkedHashMap<>();
        slots.forEach(slot -> formats.put(slot.name(), slot.stateFormat()));
        return formats;
    }

    /** Whether running values of the other layout can go on in this one; there, all of one name are of one format. */
    public boolean canTakeOver(AccumulatorLayout other) {
        Map<String, String> before = other.stateFormat();
        return slots.stream()
                .allMatch(slot -> slot.stateFormat().equals(before.getOrDefault(slot.name(), slot.stateFormat())));
    }
}
