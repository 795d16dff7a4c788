package io.millrace.job.steps;

import io.millrace.job.records.Envelope;
import io.millrace.job.records.Row;
import java.util.List;
import org.apache.flink.api.java.functions.KeySelector;

/** The key columns of the rows that enter a keyed step. */
public final class KeyColumns implements KeySelector<Envelope, Row> {

    private static final long serialVersionUID = 1;

    private final int[] columns;

    public KeyColumns(List<Integer> columns) {
        this.columns = columns.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public Row getKey(Envelope envelope) {
        if (envelope instanceof Envelope.Good good) {
            return good.row().select(columns);
        }
        throw new IllegalArgumentException("failures never reach a keyed step");
    }
}
