package io.millrace.job.logic;

import io.millrace.definition.DataType;
import io.millrace.definition.DeadLetterCode;
import io.millrace.job.records.ValueCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate of values that count once each. It has to remember them all, so there is a limit: beyond it the window
 * has no result. Which windows that are does not depend on the order of the records, and neither does a result.
 */
final class DistinctValues implements Accumulator {

    /** With RocksDB every record reads and writes this much at the worst. */
    static final int MOST_BYTES = 1 << 20;

    private static final int BYTES_OF_OTHERS = 16;

    private final ValueCodec codec;
    private final Supplier<Accumulator> aggregate;
    private final SortedSet<Object> values;
    private long bytes;
    private boolean tooMany;

    DistinctValues(DataType type, Supplier<Accumulator> aggregate) {
        this.codec = ValueCodec.of(type);
        this.aggregate = aggregate;
        this.values = new TreeSet<>(Comparisons.comparator(type));
    }

    @Override
    public void add(Object value) {
        if (tooMany || !values.add(value)) {
            return;
        }
        bytes += bytes(value);
        if (bytes > MOST_BYTES) {
            tooMany = true;
            values.clear();
        }
    }

    // As it is reckoned, not as it is stored, so that the limit is one that can be explained.
    private static long bytes(Object value) {
        if (value instanceof String text) {
            return BYTES_OF_OTHERS + (long) text.length();
        }
        return value instanceof byte[] binary ? BYTES_OF_OTHERS + (long) binary.length : BYTES_OF_OTHERS;
    }

    @Override
    public @Nullable Object result() {
        if (tooMany) {
            throw new EvaluationException(
                    DeadLetterCode.STATE_LIMIT, "the window has more than " + MOST_BYTES + " bytes of DISTINCT values");
        }
        Accumulator each = aggregate.get();
        values.forEach(each::add);
        return each.result();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeBoolean(tooMany);
        out.writeInt(values.size());
        for (Object value : values) {
            codec.write(value, out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        tooMany = in.readBoolean();
        for (int left = in.readInt(); left > 0; left--) {
            Object value = codec.read(in);
            values.add(value);
            bytes += bytes(value);
        }
    }
}
