package io.millrace.bench.jobs;

import io.millrace.bench.avro.ShopClick;
import java.io.IOException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Decode, filter, encode. */
public final class FilterByHand {

    private FilterByHand() {}

    public static void main(String[] arguments) throws IOException {
        Turns.take(arguments[0], FilterByHand::drain);
    }

    private static void drain(Turn turn) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(KafkaEnds.settings(turn));
        env.fromSource(KafkaEnds.clicks(turn), WatermarkStrategy.noWatermarks(), "clicks")
                .filter(ShopRules::isKept)
                .sinkTo(KafkaEnds.sink(turn, new AvroSerialization<>(ShopClick.class, turn, click -> null)));
        env.execute();
    }
}
