package io.millrace.job.logic;

import io.millrace.definition.Column;
import io.millrace.definition.DataType;
import io.millrace.definition.Expression;
import io.millrace.definition.RowType;
import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a window step aggregates. Its rows arrive projected to what it needs: the key columns, then one column per
 * aggregate that has an argument or a filter: NULL where the aggregate skips the row. So what fails is found before the
 * row enters the window.
 */
public final class AggregatePlan {

    private final RowType input;
    private final List<Evaluator> projection;
    private final AccumulatorLayout layout;

    public AggregatePlan(Window step) {
        List<Column> columns =
                new ArrayList<>(step.output().columns().subList(0, step.key().size()));
        List<Evaluator> values = new ArrayList<>();
        List<AccumulatorLayout.Slot> slots = new ArrayList<>();
        int firstResult = step.output().size() - step.aggregates().size();
        step.key().forEach(column -> values.add(row -> row.get(column)));
        for (Aggregate aggregate : step.aggregates()) {
            boolean everyRow = aggregate.argument() == null && aggregate.filter() == null;
            DataType argument = argumentType(aggregate.argument());
            slots.add(new AccumulatorLayout.Slot(
                    step.output().column(firstResult + slots.size()).name(),
                    aggregate.function(),
                    aggregate.distinct(),
                    argument.name(),
                    aggregate.type().name(),
                    everyRow ? AccumulatorLayout.EVERY_ROW : columns.size()));
            if (!everyRow) {
                // A blank cannot stand in a column's name that a user writes without quotes; none will be taken twice.
                columns.add(new Column("argument " + columns.size(), argument));
                values.add(value(aggregate));
            }
        }
        input = new RowType(columns);
        projection = List.copyOf(values);
        layout = new AccumulatorLayout(List.copyOf(slots));
    }

    private static Evaluator value(Aggregate aggregate) {
        Evaluator argument =
                aggregate.argument() == null ? row -> true : ExpressionCompiler.compile(aggregate.argument());
        if (aggregate.filter() == null) {
            return argument;
        }
        Evaluator filter = ExpressionCompiler.compile(aggregate.filter());
        return row -> Boolean.TRUE.equals(filter.evaluate(row)) ? argument.evaluate(row) : null;
    }

    private static DataType argumentType(@Nullable Expression argument) {
        return argument == null ? DataType.of(DataType.Kind.BOOLEAN) : argument.type();
    }

    RowType input() {
        return input;
    }

    /** The expressions that give a row of {@link #input} from a row of the step's input. */
    List<Evaluator> projection() {
        return projection;
    }

    public AccumulatorLayout layout() {
        return layout;
    }
}
