package io.millrace.job.records;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of one row, in the order of its row type; SQL's NULL is {@code null}. Immutable: whoever makes one hands
 * the array over, and nobody writes into the arrays of BYTES values.
 *
 * <p>Equality is by value and the hash is the same in every JVM, so a row can be the key of a keyed stream.
 */
public final class Row {

    private final @Nullable Object[] values;
    // Of a key it is asked for several times with each record. Zero before that.
    private int hash;

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
        return this == other || (other instanceof Row row && isEqual(row.values));
    }

    // As Arrays.deepEquals, which looks for arrays of all kinds first; state is looked up by rows for each record.
    private boolean isEqual(@Nullable Object[] others) {
        if (values.length != others.length) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            Object one = values[i];
            Object other = others[i];
            boolean equal = one instanceof byte[] bytes
                    ? other instanceof byte[] otherBytes && Arrays.equals(bytes, otherBytes)
                    : Objects.equals(one, other);
            if (!equal) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = Arrays.deepHashCode(values);
        }
        return hash;
    }

    // Says nothing about the values: rows end up in log lines and messages, values must not.
    @Override
    public String toString() {
        return "Row of " + values.length;
    }
}
