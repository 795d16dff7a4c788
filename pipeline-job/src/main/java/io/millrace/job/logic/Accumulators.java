package io.millrace.job.logic;

import io.millrace.job.records.Row;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The running values of all aggregates of one window. Mutable: each window has its own. */
public final class Accumulators {

    private final AccumulatorLayout layout;
    private final Accumulator[] each;
    private final int[] arguments;
    private long rows;

    Accumulators(AccumulatorLayout layout, Accumulator[] each, int[] arguments) {
        this.layout = layout;
        this.each = each;
        this.arguments = arguments;
    }

    /** Takes a row of {@link AggregatePlan#input}; aggregates whose argument is NULL skip it. */
    public void add(Row row) {
        rows++;
        for (int i = 0; i < each.length; i++) {
            Object value = arguments[i] == AccumulatorLayout.EVERY_ROW ? true : row.get(arguments[i]);
            if (value != null) {
                each[i].add(value);
            }
        }
    }

    AccumulatorLayout layout() {
        return layout;
    }

    /** Goes on with what another definition of the step left: by name, and from nothing what it did not have. */
    void takeOver(Accumulators before) {
        rows = before.rows;
        for (int i = 0; i < each.length; i++) {
            for (int j = 0; j < before.each.length; j++) {
                if (layout.slots()
                        .get(i)
                        .name()
                        .equals(before.layout.slots().get(j).name())) {
                    each[i] = before.each[j];
                }
            }
        }
    }

    /** How many rows were added. */
    public long rows() {
        return rows;
    }

    public int size() {
        return each.length;
    }

    /**
     * The result of one aggregate.
     *
     * @throws EvaluationException where it does not fit its type
     */
    public @Nullable Object result(int aggregate) {
        return each[aggregate].result();
    }

    public void write(DataOutput out) throws IOException {
        out.writeLong(rows);
        for (Accumulator accumulator : each) {
            accumulator.write(out);
        }
    }

    void read(DataInput in) throws IOException {
        rows = in.readLong();
        for (Accumulator accumulator : each) {
            accumulator.read(in);
        }
    }
}
