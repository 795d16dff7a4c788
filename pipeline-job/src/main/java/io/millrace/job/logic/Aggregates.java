package io.millrace.job.logic;

import io.millrace.definition.DataType;
import io.millrace.definition.StepDefinition.AggregateFunction;
import io.millrace.job.records.Unscaled;
import io.millrace.job.records.ValueCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The aggregate functions. */
final class Aggregates {

    private Aggregates() {}

    /** @param argument the type of the argument; any, for COUNT(*) */
    static Accumulator accumulator(AggregateFunction function, DataType argument, DataType result) {
        return switch (function) {
            case COUNT -> new Count();
            case MIN -> new Extreme(argument, -1);
            case MAX -> new Extreme(argument, 1);
            case SUM, AVG -> {
                boolean average = function == AggregateFunction.AVG;
                yield switch (argument.kind()) {
                    case INT, BIGINT -> new Wholes(average, result);
                    case FLOAT, DOUBLE -> new FloatingPoints(average);
                    case DECIMAL -> new DecimalNumbers(average, argument, result);
                    case BOOLEAN, STRING, BYTES, DATE, TIMESTAMP ->
                        throw new IllegalArgumentException(function + " takes numbers, not " + argument.name());
                };
            }
        };
    }

    private static final class Count implements Accumulator {
        private long count;

        @Override
        public void add(Object value) {
            count++;
        }

        @Override
        public Object result() {
            return count;
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeLong(count);
        }

        @Override
        public void read(DataInput in) throws IOException {
            count = in.readLong();
        }
    }

    /** MIN and MAX. */
    private static final class Extreme implements Accumulator {
        private final Comparator<Object> order;
        private final ValueCodec codec;
        private final int wanted;
        private @Nullable Object extreme;

        Extreme(DataType type, int wanted) {
            this.order = Comparisons.comparator(type);
            this.codec = ValueCodec.of(type);
            this.wanted = wanted;
        }

        @Override
        public void add(Object value) {
            if (extreme == null || order.compare(value, extreme) * wanted > 0) {
                extreme = value;
            }
        }

        @Override
        public @Nullable Object result() {
            return extreme;
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeBoolean(extreme != null);
            if (extreme != null) {
                codec.write(extreme, out);
            }
        }

        @Override
        public void read(DataInput in) throws IOException {
            extreme = in.readBoolean() ? codec.read(in) : null;
        }
    }

    /** SUM and AVG of INT and BIGINT, and the exact part of that of DECIMAL. */
    private static final class Wholes implements Accumulator {
        private final boolean average;
        private final DataType type;
        private final WholeSum sum = new WholeSum();
        private long count;

        Wholes(boolean average, DataType type) {
            this.average = average;
            this.type = type;
        }

        @Override
        public void add(Object value) {
            sum.add(((Number) value).longValue());
            count++;
        }

        @Override
        public @Nullable Object result() {
            if (count == 0) {
                return null;
            }
            return average
                    ? (Object) new BigDecimal(sum.value())
                            .divide(BigDecimal.valueOf(count), MathContext.DECIMAL128)
                            .doubleValue()
                    : Casts.number(new BigDecimal(sum.value()), type);
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeLong(count);
            sum.write(out);
        }

        @Override
        public void read(DataInput in) throws IOException {
            count = in.readLong();
            sum.read(in);
        }
    }

    private static final class DecimalNumbers implements Accumulator {
        private final boolean average;
        private final int scale;
        private final DataType type;
        private final WholeSum sum = new WholeSum();
        private long count;

        DecimalNumbers(boolean average, DataType argument, DataType type) {
            this.average = average;
            this.scale = argument.scale();
            this.type = type;
        }

        @Override
        public void add(Object value) {
            BigDecimal number = (BigDecimal) value;
            if (Unscaled.fitsLong(number)) {
                sum.add(Unscaled.asLong(number));
            } else {
                sum.add(number.unscaledValue());
            }
            count++;
        }

        @Override
        public @Nullable Object result() {
            if (count == 0) {
                return null;
            }
            BigDecimal exact = new BigDecimal(sum.value(), scale);
            return average
                    ? Decimals.fitOrFail(
                            exact.divide(BigDecimal.valueOf(count), type.scale(), RoundingMode.HALF_UP), type, "AVG")
                    : Decimals.fitOrFail(exact, type, "SUM");
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeLong(count);
            ValueCodec.writeBytes(sum.value().toByteArray(), out);
        }

        @Override
        public void read(DataInput in) throws IOException {
            count = in.readLong();
            sum.add(new BigInteger(ValueCodec.readBytes(in)));
        }
    }

    private static final class FloatingPoints implements Accumulator {
        private final boolean average;
        private double sum;
        private long count;

        FloatingPoints(boolean average) {
            this.average = average;
        }

        @Override
        public void add(Object value) {
            sum += ((Number) value).doubleValue();
            count++;
        }

        @Override
        public @Nullable Object result() {
            return count == 0 ? null : (Object) (average ? sum / count : sum);
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeLong(count);
            out.writeDouble(sum);
        }

        @Override
        public void read(DataInput in) throws IOException {
            count = in.readLong();
            sum = in.readDouble();
        }
    }
}
