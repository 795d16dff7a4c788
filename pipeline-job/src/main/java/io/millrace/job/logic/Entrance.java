package io.millrace.job.logic;

import io.millrace.definition.RowType;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.StepDefinition.Window;
import io.millrace.job.records.Row;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The way into a keyed step: what crosses the network to it. A window needs its key and arguments only, and gives rows of
 * its own; what deduplicate lets pass goes on as it came.
 */
public final class Entrance {

    private final RowType rows;
    private final List<Integer> key;
    private final @Nullable List<Evaluator> projection;

    private Entrance(RowType rows, List<Integer> key, @Nullable List<Evaluator> projection) {
        this.rows = rows;
        this.key = key;
        this.projection = projection;
    }

    public static Entrance of(Keyed step) {
        if (step instanceof Window window) {
            AggregatePlan plan = new AggregatePlan(window);
            List<Integer> first =
                    IntStream.range(0, window.key().size()).boxed().toList();
            return new Entrance(plan.input(), first, plan.projection());
        }
        return new Entrance(((Deduplicate) step).output(), step.key(), null);
    }

    /** Of the rows behind the entrance. */
    public RowType rows() {
        return rows;
    }

    /** Positions of the key columns in {@link #rows}. */
    public List<Integer> key() {
        return key;
    }

    public RowType keyRows() {
        return new RowType(key.stream().map(rows::column).toList());
    }

    /** @throws EvaluationException where an argument fails */
    public Row project(Row row) {
        if (projection == null) {
            return row;
        }
        @Nullable Object[] projected = new @Nullable Object[projection.size()];
        for (int i = 0; i < projected.length; i++) {
            projected[i] = projection.get(i).evaluate(row);
        }
        return new Row(projected);
    }
}
