package io.millrace.job.steps;

import io.millrace.job.records.Envelope;
import io.millrace.job.records.Row;
import org.apache.flink.api.java.functions.KeySelector;

/** The key columns, which are the first of a window's input. */
public final class WindowKey implements KeySelector<Envelope, Row> {

    private static final long serialVersionUID = 1;

    private final int columns;

    public WindowKey(int columns) {
        this.columns = columns;
    }

    @Override
    public Row getKey(Envelope envelope) {
        if (envelope instanceof Envelope.Good good) {
            return good.row().head(columns);
        }
        throw new IllegalArgumentException("failures never reach a window");
    }
}
