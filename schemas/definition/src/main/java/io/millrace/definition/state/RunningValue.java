package io.millrace.definition.state;

import io.millrace.definition.DataType;
import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.AggregateFunction;
import io.millrace.definition.StepDefinition.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * What an open window keeps of one aggregate.
 *
 * @param column of the output
 * @param format of what is stored; two of one format can be read as each other
 */
public record RunningValue(String column, String format) {

    static List<RunningValue> of(Window window) {
        int first = window.output().size() - window.aggregates().size();
        List<RunningValue> values = new ArrayList<>();
        for (Aggregate aggregate : window.aggregates()) {
            values.add(new RunningValue(
                    window.output().column(first + values.size()).name(),
                    format(
                            aggregate.function(),
                            aggregate.distinct(),
                            argument(aggregate).name(),
                            aggregate.type().name())));
        }
        return List.copyOf(values);
    }

    private static DataType argument(Aggregate aggregate) {
        return aggregate.argument() == null
                ? DataType.of(DataType.Kind.BOOLEAN)
                : aggregate.argument().type();
    }

    /** Changes whenever the bytes of the running value or their meaning do. */
    public static String format(AggregateFunction function, boolean distinct, String argument, String result) {
        if (distinct) {
            return function + "(DISTINCT " + argument + ") " + result;
        }
        return function == AggregateFunction.COUNT ? "COUNT" : function + "(" + argument + ") " + result;
    }

    @Override
    public String toString() {
        return column + " " + format;
    }
}
