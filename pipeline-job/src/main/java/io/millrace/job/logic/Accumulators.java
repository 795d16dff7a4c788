package io.millrace.job.logic;

import io.millrace.job.records.Row;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The running values of all aggregates of one window. Mutable: each window has its own. */
public final class Accumulators {

    private final Accumulator[] each;
    private final int[] arguments;
    private long rows;

    Accumulators(Accumulator[] each, int[] arguments) {
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
