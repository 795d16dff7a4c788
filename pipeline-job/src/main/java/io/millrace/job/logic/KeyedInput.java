package io.millrace.job.logic;

import io.millrace.definition.RowType;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.StepDefinition.Window;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What enters a keyed step, and so crosses the network to it. A window needs its key and arguments only, and gives rows of
 * its own; what deduplicate lets pass goes on as it came.
 */
public final class KeyedInput {

    private final RowType rows;
    private final List<Integer> key;
    private final Optional<List<Evaluator>> projection;

    private KeyedInput(RowType rows, List<Integer> key, Optional<List<Evaluator>> projection) {
        this.rows = rows;
        this.key = key;
        this.projection = projection;
    }

    public static KeyedInput of(Keyed step) {
        if (step instanceof Window window) {
            AggregatePlan plan = new AggregatePlan(window);
            List<Integer> first =
                    IntStream.range(0, window.key().size()).boxed().toList();
            return new KeyedInput(plan.input(), first, Optional.of(plan.projection()));
        }
        return new KeyedInput(((Deduplicate) step).output(), step.key(), Optional.empty());
    }

    /** Of the rows as they enter. */
    public RowType rows() {
        return rows;
    }

    /** Positions of the key columns in {@link #rows}. */
    public List<Integer> key() {
        return key;
    }

    /** The expressions that give it from a row of the step's input; empty where it is that row as it is. */
    public Optional<List<Evaluator>> projection() {
        return projection;
    }
}
