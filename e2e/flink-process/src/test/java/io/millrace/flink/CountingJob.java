package io.millrace.flink;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Adds up the last digits of generated numbers for ever: {@code CountingJob <numbers per second>}. */
public final class CountingJob {

    private CountingJob() {}

    public static void main(String[] args) throws Exception {
        double perSecond = Double.parseDouble(args[0]);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSource(
                        new DataGeneratorSource<Long>(
                                number -> number, Long.MAX_VALUE, RateLimiterStrategy.perSecond(perSecond), Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .uid("source:numbers")
                .keyBy(number -> number % 10)
                .reduce((sum, number) -> sum % 10 + number % 10)
                .uid("sum:by-last-digit")
                .sinkTo(new DiscardingSink<>())
                .uid("sink:nowhere");
        env.execute("counting");
    }
}
