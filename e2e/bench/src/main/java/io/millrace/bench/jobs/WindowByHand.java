package io.millrace.bench.jobs;

import io.millrace.bench.avro.EventSummary;
import io.millrace.bench.avro.ShopClick;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * Filter, validate, and count and sum per event type and ten minutes. Only what the window needs crosses the shuffle,
 * in a tuple, and cents are summed as a long.
 */
public final class WindowByHand {

    private static final TypeInformation<Tuple2<Long, Long>> SUMS = Types.TUPLE(Types.LONG, Types.LONG);

    private WindowByHand() {}

    public static void main(String[] arguments) throws IOException {
        Turns.take(arguments[0], WindowByHand::drain);
    }

    private static void drain(Turn turn) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(KafkaEnds.settings(turn));
        WatermarkStrategy<ShopClick> eventTime = WatermarkStrategy.<ShopClick>forBoundedOutOfOrderness(
                        Duration.ofSeconds(5))
                .withIdleness(Duration.ofSeconds(30))
                .withTimestampAssigner((click, none) -> click.getTimestamp().toEpochMilli());
        env.fromSource(KafkaEnds.clicks(turn), eventTime, "clicks")
                .filter(ShopRules::isKept)
                .filter(ShopRules::isValid)
                .map(click -> Tuple2.of(click.getEventType(), cents(click.getPrice())))
                .returns(Types.TUPLE(Types.STRING, Types.LONG))
                .keyBy(sale -> sale.f0)
                .window(TumblingEventTimeWindows.of(Duration.ofMinutes(10)))
                .aggregate(
                        new CountAndSum(),
                        new Summary(),
                        SUMS,
                        SUMS,
                        // Never serialized: the sink is in the window's chain.
                        new GenericTypeInfo<>(EventSummary.class))
                .sinkTo(KafkaEnds.sink(
                        turn, new AvroSerialization<>(EventSummary.class, turn, EventSummary::getEventType)));
        env.execute();
    }

    private static long cents(ByteBuffer unscaled) {
        byte[] bytes = new byte[unscaled.remaining()];
        unscaled.duplicate().get(bytes);
        return new BigInteger(bytes).longValueExact();
    }

    /** How many, and their sum. */
    private static final class CountAndSum
            implements AggregateFunction<Tuple2<String, Long>, Tuple2<Long, Long>, Tuple2<Long, Long>> {

        private static final long serialVersionUID = 1;

        @Override
        public Tuple2<Long, Long> createAccumulator() {
            return Tuple2.of(0L, 0L);
        }

        @Override
        public Tuple2<Long, Long> add(Tuple2<String, Long> sale, Tuple2<Long, Long> soFar) {
            soFar.f0 += 1;
            soFar.f1 = Math.addExact(soFar.f1, sale.f1);
            return soFar;
        }

        @Override
        public Tuple2<Long, Long> getResult(Tuple2<Long, Long> all) {
            return all;
        }

        @Override
        public Tuple2<Long, Long> merge(Tuple2<Long, Long> one, Tuple2<Long, Long> other) {
            return Tuple2.of(one.f0 + other.f0, Math.addExact(one.f1, other.f1));
        }
    }

    /** The row of a closed window. */
    private static final class Summary
            extends ProcessWindowFunction<Tuple2<Long, Long>, EventSummary, String, TimeWindow> {

        private static final long serialVersionUID = 1;

        @Override
        public void process(
                String eventType, Context context, Iterable<Tuple2<Long, Long>> closed, Collector<EventSummary> out) {
            Tuple2<Long, Long> sums = closed.iterator().next();
            out.collect(EventSummary.newBuilder()
                    .setEventType(eventType)
                    .setWindowStart(Instant.ofEpochMilli(context.window().getStart()))
                    .setWindowEnd(Instant.ofEpochMilli(context.window().getEnd()))
                    .setEventCount(sums.f0)
                    .setTotalPrice(ByteBuffer.wrap(BigInteger.valueOf(sums.f1).toByteArray()))
                    .build());
        }
    }
}
