package io.millrace.definition;

import io.millrace.definition.Expression.Call;
import io.millrace.definition.Expression.ColumnValue;
import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.AggregateFunction;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Derive;
import io.millrace.definition.StepDefinition.Filter;
import io.millrace.definition.StepDefinition.Validate;
import io.millrace.definition.StepDefinition.Window;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of the rows of a step or sink depends on the order in which records are read, so that two runs over one input may
 * differ. It begins with sums and averages of FLOAT and DOUBLE, whose last digits depend on the order of addition; nothing
 * else that an expression or an aggregate can do depends on the order, on the clock or on chance.
 *
 * @param rows whether rows themselves may be there or not, or be other rows
 * @param columns whose values may differ
 */
record OrderDependence(boolean rows, Set<String> columns) {

    private static final OrderDependence NONE = new OrderDependence(false, Set.of());

    OrderDependence {
        columns = Set.copyOf(columns);
    }

    /** By the names of the sinks; those that are not there depend on nothing. */
    static Map<String, OrderDependence> ofSinks(PipelineDefinition definition) {
        Map<String, OrderDependence> steps = new HashMap<>();
        for (StepDefinition step : definition.steps()) {
            steps.put(step.name(), of(step, of(step.from(), steps)));
        }
        Map<String, OrderDependence> sinks = new TreeMap<>();
        for (SinkDefinition sink : definition.sinks()) {
            OrderDependence dependence = of(sink.from(), steps);
            if (!dependence.equals(NONE)) {
                sinks.put(sink.name(), dependence);
            }
        }
        return sinks;
    }

    private static OrderDependence of(List<String> from, Map<String, OrderDependence> steps) {
        return from.stream()
                .map(name -> steps.getOrDefault(name, NONE))
                .reduce(NONE, (one, other) -> one.and(other.rows, other.columns));
    }

    private OrderDependence and(boolean otherRows, Set<String> otherColumns) {
        Set<String> all = new TreeSet<>(columns);
        all.addAll(otherColumns);
        return new OrderDependence(rows || otherRows, all);
    }

    private static OrderDependence of(StepDefinition step, OrderDependence input) {
        if (step instanceof Filter filter) {
            return input.and(input.affects(filter.condition()), Set.of());
        }
        if (step instanceof Validate validate) {
            return input.and(validate.rules().stream().anyMatch(rule -> input.affects(rule.condition())), Set.of());
        }
        if (step instanceof Derive derive) {
            return new OrderDependence(
                    input.rows,
                    columns(
                            derive.output(),
                            0,
                            derive.values().stream().map(input::affects).toList()));
        }
        if (step instanceof Deduplicate unique) {
            return input.and(input.affects(unique.keyColumns()), Set.of());
        }
        Window window = (Window) step;
        int first = window.output().size() - window.aggregates().size();
        return new OrderDependence(
                input.rows || input.affects(window.keyColumns()),
                columns(
                        window.output(),
                        first,
                        window.aggregates().stream()
                                .map(aggregate -> isSumOfFractions(aggregate)
                                        || input.affects(aggregate.argument())
                                        || input.affects(aggregate.filter()))
                                .toList()));
    }

    private static Set<String> columns(RowType output, int first, List<Boolean> affected) {
        Set<String> columns = new HashSet<>();
        IntStream.range(0, affected.size())
                .filter(affected::get)
                .forEach(i -> columns.add(output.column(first + i).name()));
        return columns;
    }

    // Values that count once each are added in the order of their size.
    private static boolean isSumOfFractions(Aggregate aggregate) {
        Expression argument = aggregate.argument();
        boolean adds = aggregate.function() == AggregateFunction.SUM || aggregate.function() == AggregateFunction.AVG;
        return adds
                && !aggregate.distinct()
                && argument != null
                && Set.of(DataType.Kind.FLOAT, DataType.Kind.DOUBLE)
                        .contains(argument.type().kind());
    }

    boolean affects(RowType some) {
        return some.columns().stream().map(Column::name).anyMatch(columns::contains);
    }

    private boolean affects(@Nullable Expression expression) {
        return expression != null && columnsOf(expression).anyMatch(columns::contains);
    }

    private static Stream<String> columnsOf(Expression expression) {
        if (expression instanceof ColumnValue column) {
            return Stream.of(column.name());
        }
        return expression instanceof Call call
                ? call.arguments().stream().flatMap(OrderDependence::columnsOf)
                : Stream.empty();
    }
}
