package io.millrace.job.records;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one row, in the order of its row type; SQL's NULL is {@code null}. Immutable: whoever makes one hands
 * the array over, and nobody writes into the arrays of BYTES values.
 *
 * <p>Equality is by value and the hash is the same in every JVM, so a row can be the key of a keyed stream.
 */
public final class Row {

    private final @Nullable Object[] values;

    public Row(@Nullable Object... values) {
        this.values = values;
    }

    public @Nullable Object get(int column) {
        return values[column];
    }

    public int size() {
        return values.length;
    }

    /** These columns only, in this order. */
    public Row select(int[] columns) {
        @Nullable Object[] selected = new @Nullable Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            selected[i] = values[columns[i]];
        }
        return new Row(selected);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && Arrays.deepEquals(values, row.values);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(values);
    }

    // Says nothing about the values: rows end up in log lines and messages, values must not.
    @Override
    public String toString() {
        return "Row of " + values.length;
    }
}
