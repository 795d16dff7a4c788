package io.millrace.job.logic;

import io.millrace.job.records.ValueCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * An exact sum of integers. It may leave the range of a BIGINT on its way and come back: whether a sum fits must not
 * depend on the order of the records.
 */
final class WholeSum {

    private long small;
    private @Nullable BigInteger large;

    void add(long value) {
        if (large != null) {
            large = large.add(BigInteger.valueOf(value));
            return;
        }
        long sum = small + value;
        boolean overflown = ((small ^ sum) & (value ^ sum)) < 0;
        if (overflown) {
            large = BigInteger.valueOf(small).add(BigInteger.valueOf(value));
        } else {
            small = sum;
        }
    }

    void add(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            add(value.longValue());
        } else {
            large = value().add(value);
        }
    }

    BigInteger value() {
        return large == null ? BigInteger.valueOf(small) : large;
    }

    void write(DataOutput out) throws IOException {
        out.writeBoolean(large != null);
        if (large == null) {
            out.writeLong(small);
        } else {
            ValueCodec.writeBytes(large.toByteArray(), out);
        }
    }

    void read(DataInput in) throws IOException {
        if (in.readBoolean()) {
            large = new BigInteger(ValueCodec.readBytes(in));
        } else {
            small = in.readLong();
        }
    }
}
